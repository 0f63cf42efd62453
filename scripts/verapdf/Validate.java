import java.io.FileInputStream;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Holds PDF files against veraPDF's rules: {@code Validate ua1,3a FILE...}; a line for each, exit 1 where one fails. */
public class Validate {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        boolean allConform = true;
        for (int place = 1; place < arguments.length; place++) {
            for (String standard : arguments[0].split(",")) {
                allConform &= conforms(arguments[place], PDFAFlavour.byFlavourId(standard));
            }
        }
        System.exit(allConform ? 0 : 1);
    }

    private static boolean conforms(String path, PDFAFlavour standard) throws Exception {
        try (var file = new FileInputStream(path);
             var parser = Foundries.defaultInstance().createParser(file, standard);
             var validator = Foundries.defaultInstance().createValidator(standard, false)) {
            ValidationResult result = validator.validate(parser);
            System.out.printf("%s %s %s (%d checks)%n",
                result.isCompliant() ? "PASS" : "FAIL", standard.getId(), path, result.getTotalAssertions());
            failures(result).forEach((rule, first) -> System.out.printf("     %s %.240s%n", rule, first));
            return result.isCompliant();
        }
    }

    /** The first failure of each rule that was broken. */
    private static Map<String, String> failures(ValidationResult result) {
        Map<String, String> found = new TreeMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                found.putIfAbsent(rule, assertion.getMessage() + " @ " + assertion.getLocation().getContext());
            }
        }
        return found;
    }
}
