// 在预览框里跑：告诉校对台点到了哪几个字，并照它的话把出处相同的字点亮。框没有校对台的来路，只能传话。
"use strict";
const UNITS = ".tiles li, .bullets li, .asks li li, .asks .head, .quotation, tbody tr, .annex li, .spine li, .cover h1, .headline, .kicker, .cover dl > div, .details > div, .said, .p, h2, h3";
const style = document.createElement("style");
style.textContent = `
  .at { cursor: pointer; }
  .lit { background: #ffe9a8; color: #1c1c1c; outline: 2px solid #ffe9a8; border-radius: 2px; }
  :is(.bullets li, .asks li li, .quotation):has(.lit) { background: #fff6da; box-shadow: -4px 0 0 #fff6da, 4px 0 0 #fff6da; }
  .picked { outline: 2px solid #b4690e; outline-offset: 4px; border-radius: 3px; }
  :is(${UNITS}):focus-visible { outline: 2px solid #1d5fbf; outline-offset: 4px; }
  .contents { display: none; }
`;
document.head.append(style);
const tell = (message) => parent.postMessage(message, "*");
const placesOf = (element) => (element.dataset.at || "").split(" ").filter(Boolean).map((one) => one.split("-").map(Number));
const within = (element) => [...(element.matches("[data-at]") ? [element] : []), ...element.querySelectorAll("[data-at]")].filter((one) => !one.closest(".note-text") || element.closest(".note-text"));
const partOf = (unit) => {
  if (unit.matches(".tiles li")) return "tile";
  if (unit.matches(".bullets li, .asks li li")) return "bullet";
  if (unit.matches(".quotation")) return "quotation";
  if (unit.matches("tr")) return "row";
  if (unit.matches(".spine li, .asks .head")) return "head";
  if (unit.closest(".cover, .said")) return "cover";
  return "text";
};
// 一句一句印的：点哪里都是整句
const WHOLE = new Set(["bullet", "quotation"]);
// 一条前面印的说话人（“林知远：”）在原文的另一行，不是这一句的字；句中补出的职务也是
function sentenceOf(unit) {
  const [voice, colon] = unit.children;
  const named = voice?.matches("strong") && colon?.dataset.from === "template" && colon.textContent === "：";
  const places = within(unit).filter((one) => !named || !voice.contains(one)).flatMap(placesOf);
  return places.filter((one) => one[0] >= places[0][0]);
}
const firstOf = (unit) => (unit && unit.matches("li") ? sentenceOf(unit).slice(0, 1) : []);
function pick(target, keep) {
  const unit = target.closest(UNITS);
  if (!unit) return;
  for (const one of document.querySelectorAll(".picked")) one.classList.remove("picked");
  unit.classList.add("picked");
  const run = target.closest("[data-at], [data-from]");
  const own = run ? placesOf(run) : [];
  const all = partOf(unit) === "bullet" ? sentenceOf(unit) : within(unit).flatMap(placesOf);
  // 引语是它自己的字：说话人在原文里可以在它前面
  const quoted = unit.querySelector("blockquote");
  const figure = unit.querySelector("data[data-fact]");
  tell({
    kind: "pick", part: partOf(unit), spans: own.length && !keep && !WHOLE.has(partOf(unit)) ? own : all, unit: quoted ? within(quoted).flatMap(placesOf) : all,
    fact: (run && run.querySelector("[data-fact]")?.dataset.fact) || (partOf(unit) === "tile" && figure ? figure.dataset.fact : ""),
    figure: own,
    number: placesOf(unit.querySelector(".number[data-at]") || unit),
    above: firstOf(unit.previousElementSibling), below: firstOf(unit.nextElementSibling),
    cut: [...unit.querySelectorAll("[data-from=template]")].some((one) => /^…+$/.test(one.textContent.trim())),
    from: run?.dataset.from || unit.querySelector("[data-from]")?.dataset.from || "",
    section: unit.closest("[data-part]")?.dataset.part || unit.closest("section")?.getAttribute("aria-labelledby") || "cover",
    rect: ((box) => ({ left: box.left, top: box.top, bottom: box.bottom }))(target.closest("[data-at], li, tr, p, h2, h3")?.getBoundingClientRect() ?? unit.getBoundingClientRect()),
    words: unit.textContent.replace(/\s+/g, " ").trim().slice(0, 80),
  });
}
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (link && !link.getAttribute("href").startsWith("#")) event.preventDefault();
  if (event.target.closest("summary")) return;
  pick(event.target, false);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches(UNITS)) pick(event.target, true);
  else if (event.key === "Escape") tell({ kind: "leave" });
  else if (!event.ctrlKey && !event.metaKey && !event.altKey) tell({ kind: "key", key: event.key });
});
for (const unit of document.querySelectorAll(UNITS)) if (within(unit).length || unit.querySelector("[data-from]")) unit.tabIndex = 0;
function light(spans, scroll) {
  for (const one of document.querySelectorAll(".lit")) one.classList.remove("lit");
  const touches = ([start, end]) => spans.some(([from, to]) => start < to && from < end);
  const found = [...document.querySelectorAll("[data-at]")].filter((one) => placesOf(one).some(touches));
  for (const one of found) one.classList.add("lit");
  const first = found.find((one) => one.offsetParent && !one.closest(".annex, .note-text")) || found.find((one) => one.offsetParent);
  if (scroll && first) first.scrollIntoView({ block: "center" });
  tell({ kind: "found", count: found.filter((one) => !one.closest(".annex, .note-text")).length });
}
window.addEventListener("message", (event) => {
  if (event.source !== parent) return;
  if (event.data.kind === "light") light(event.data.spans, event.data.scroll);
  if (event.data.kind === "scroll") window.scrollTo(0, event.data.y);
});
let told = false;
window.addEventListener("scroll", () => {
  if (told) return;
  told = true;
  setTimeout(() => { told = false; tell({ kind: "scrolled", y: window.scrollY }); }, 120);
}, { passive: true });
tell({ kind: document.body.dataset.refused === undefined ? "ready" : "refused" });
