(() => {
  "use strict";
  const form = document.getElementById("find"), count = document.getElementById("count");
  const index = JSON.parse(document.getElementById("index").textContent);
  const simple = new Map();
  const pairs = Array.from(index.characters);
  for (let at = 0; at < pairs.length; at += 2) simple.set(pairs[at], pairs[at + 1]);
  const ignored = /[\s，。、；：？！“”‘’「」『』《》〈〉（）()·…—︱|,;:?!"'\-]/u;

  // A text as it is compared: Simplified, half-width, no marks; `places` leads from its characters to the text's own.
  const fold = text => {
    const folded = [], places = [];
    Array.from(text).forEach((character, place) => {
      const narrow = character.normalize("NFKC").toLowerCase();
      for (const one of ignored.test(narrow) ? "" : narrow) { folded.push(simple.get(one) || one); places.push(place); }
    });
    return {text: folded.join(""), places};
  };

  const sections = Array.from(document.querySelectorAll(".source"), element => ({element, place: element.dataset.place, cards: []}));
  const known = new Map(index.cards.map(card => [card.id, card]));
  for (const section of sections) {
    for (const element of section.element.querySelectorAll(".card")) {
      const hits = element.querySelector(".hits");
      section.cards.push({element, hits, entry: known.get(element.id), reader: element.dataset.reader, files: null,
        spoken: element.querySelector(".opening > :last-child").textContent});
    }
  }
  const filesOf = card => card.files ||= Array.from(card.element.querySelectorAll(".files [data-format]"), element =>
    ({format: element.dataset.format, script: element.parentNode.parentNode.dataset.script}));

  // Folding hundreds of sources takes a moment, so it waits for the first query.
  const prepare = card => {
    if (card.facts) return;
    card.about = fold([...card.entry.words, card.spoken].join("\n")).text;
    card.facts = card.entry.facts.map(text => ({text, folded: fold(text)}));
    card.all = [card.about, ...card.facts.map(fact => fact.folded.text)].join("\n");
  };
  const marked = (fact, words) => {
    const lit = new Set();
    for (const word of words) {
      for (let at = fact.folded.text.indexOf(word); at >= 0; at = fact.folded.text.indexOf(word, at + word.length)) {
        for (let next = at; next < at + word.length; next++) lit.add(fact.folded.places[next]);
      }
    }
    const line = document.createElement("span"), characters = Array.from(fact.text);
    for (let at = 0; at < characters.length;) {
      let end = at + 1;
      while (end < characters.length && lit.has(end) === lit.has(at)) end++;
      const stretch = characters.slice(at, end).join("");
      if (lit.has(at)) line.append(Object.assign(document.createElement("mark"), {textContent: stretch}));
      else line.append(stretch);
      at = end;
    }
    return line;
  };
  const showHits = (card, words) => {
    const found = words.length ? card.facts.filter(fact => words.some(word => fact.folded.text.includes(word))) : [];
    // Numbers are what people come for; of the rest the shorter is more to the point.
    const rank = fact => (/\d/u.test(fact.text) ? 0 : 1000) + fact.text.length;
    const best = found.sort((one, other) => rank(one) - rank(other)).slice(0, 3);
    card.hits.hidden = !best.length;
    card.hits.lastElementChild.replaceChildren(...best.map(fact => marked(fact, words)));
  };
  const matches = (card, words) => { prepare(card); return words.every(word => card.all.includes(word)); };

  const names = ["q", "reader", "script", "format", "place"];
  const field = name => form.elements.namedItem(name);
  const read = () => Object.fromEntries(names.map(name => [name, field(name)?.value ?? ""]));
  const hide = (element, hidden) => { if (element.hidden !== hidden) element.hidden = hidden; };

  const showFiles = (card, wanted) => {
    for (const row of card.element.querySelectorAll("[data-script], [data-format]")) {
      const {script, format} = row.dataset;
      hide(row, Boolean((script && wanted.script && script !== wanted.script) || (format && wanted.format && format !== wanted.format)));
    }
  };
  let shown = "";
  const apply = () => {
    const wanted = read(), words = wanted.q.split(/\s+/u).map(word => fold(word).text).filter(Boolean);
    const files = wanted.script + "/" + wanted.format;
    let packs = 0, sources = 0;
    for (const section of sections) {
      let any = 0;
      for (const card of section.cards) {
        const fits = (!wanted.reader || card.reader === wanted.reader) && (!wanted.place || section.place === wanted.place)
          && filesOf(card).some(file => (!wanted.script || file.script === wanted.script) && (!wanted.format || file.format === wanted.format))
          && (!words.length || matches(card, words));
        hide(card.element, !fits);
        if (!fits) continue;
        any++;
        if (files !== (card.shown ?? "/")) { showFiles(card, wanted); card.shown = files; }
        if (words.length || !card.hits.hidden) showHits(card, words);
      }
      hide(section.element, !any);
      section.element.classList.toggle("first", any > 0 && sources === 0);
      packs += any;
      sources += any > 0;
    }
    const line = packs ? count.dataset.some.replace("{packs}", packs).replace("{sources}", sources) : count.dataset.none;
    if (line !== shown) count.textContent = shown = line;
    document.getElementById("reset").hidden = !names.some(name => wanted[name]);
  };

  const toAddress = () => {
    const query = new URLSearchParams(Object.entries(read()).filter(([, value]) => value)).toString();
    history.replaceState(null, "", location.pathname + (query ? "?" + query : "") + location.hash);
  };
  const fromAddress = () => {
    const query = new URLSearchParams(location.search);
    for (const name of names) {
      const control = field(name);
      if (control) control.value = query.get(name) ?? "";
      if (control && !control.value && control instanceof RadioNodeList) control.value = "";
    }
  };
  const refresh = () => { apply(); toAddress(); };

  const copyText = async text => {
    try { await navigator.clipboard.writeText(text); return true; } catch {
      // Without https there is no clipboard for pages, but for what a person has selected.
      const area = Object.assign(document.createElement("textarea"), {value: text});
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  };
  for (const button of document.querySelectorAll(".copy")) button.hidden = false;
  document.getElementById("packs").addEventListener("click", async event => {
    const button = event.target.closest(".copy");
    if (!button) return;
    const label = button.firstChild, before = button.dataset.label ??= label.data;
    const done = await copyText(button.parentNode.querySelector("code").textContent);
    label.data = done ? button.dataset.copied : button.dataset.failed;
    button.focus();
    setTimeout(() => { label.data = before; }, 2000);
  });

  form.addEventListener("input", refresh);
  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(refresh));
  addEventListener("popstate", () => { fromAddress(); apply(); });
  addEventListener("keydown", event => {
    if (event.key === "/" && !event.target.closest("input, select, textarea")) { event.preventDefault(); field("q").focus(); }
  });
  form.hidden = false;
  fromAddress();
  apply();
})();
