(() => {
  "use strict";
  const form = document.getElementById("find"), count = document.getElementById("count");
  const index = JSON.parse(document.getElementById("index").textContent);
  const simple = new Map();
  const pairs = Array.from(index.characters);
  for (let at = 0; at < pairs.length; at += 2) simple.set(pairs[at], pairs[at + 1]);
  const ignored = /[\s，。、；：？！“”‘’「」『』《》〈〉（）()·…—︱|,;:?!"'\-]/u;

  // A text as it is compared: Simplified, half-width, no marks; `places` leads from its characters to the text's own.
  const narrow = new Map();
  const foldOne = character => {
    const same = character.normalize("NFKC").toLowerCase();
    const folded = ignored.test(same) ? "" : Array.from(same, one => simple.get(one) || one).join("");
    narrow.set(character, folded);
    return folded;
  };
  const foldText = text => {
    let folded = "";
    for (const character of text) folded += narrow.get(character) ?? foldOne(character);
    return folded;
  };
  const foldWithPlaces = text => {
    const folded = [], places = [];
    Array.from(text).forEach((character, place) => {
      for (const one of foldText(character)) { folded.push(one); places.push(place); }
    });
    return {text: folded.join(""), places};
  };

  const known = new Map(index.sources.flatMap(source => Object.entries(source.cards).map(([id, facts]) => [id, {source, facts}])));
  const sections = Array.from(document.querySelectorAll(".source"), element => ({element, place: element.dataset.place, cards:
    Array.from(element.querySelectorAll(".card"), card => ({element: card, hits: card.querySelector(".hits"), reader: card.dataset.reader,
      spoken: card.querySelector(".opening > :last-child").textContent, ...known.get(card.id)}))}));
  const filesOf = card => card.files ||= Array.from(card.element.querySelectorAll(".files [data-format]"), element =>
    ({format: element.dataset.format, script: element.parentNode.parentNode.dataset.script}));

  // Folding hundreds of sources takes a moment, so it waits for the first query.
  const prepare = card => {
    const source = card.source;
    source.folded ||= source.words.map(foldText);
    card.all ||= [...source.about, card.spoken].map(foldText).concat(card.facts.map(fact => source.folded[fact])).join("\n");
  };
  const marked = (text, words) => {
    const lit = new Set(), fact = foldWithPlaces(text);
    for (const word of words) {
      for (let at = fact.text.indexOf(word); at >= 0; at = fact.text.indexOf(word, at + word.length)) {
        for (let next = at; next < at + word.length; next++) lit.add(fact.places[next]);
      }
    }
    const line = document.createElement("span"), characters = Array.from(text);
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
  // Numbers are what people come for; of the rest the shorter is more to the point.
  const rank = text => (/\d/u.test(text) ? 0 : 1000) + text.length;
  const showHits = (card, words) => {
    const {source, facts} = card;
    const found = words.length ? facts.filter(fact => words.some(word => source.folded[fact].includes(word))) : [];
    const texts = found.map(fact => source.words[fact]);
    // A word that stands in a longer one that was found says nothing more.
    const best = texts.filter(text => !texts.some(other => other !== text && other.includes(text)))
      .sort((one, other) => rank(one) - rank(other)).slice(0, 3);
    card.hits.hidden = !best.length;
    card.hits.lastElementChild.replaceChildren(...best.map(text => marked(text, words)));
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
    const wanted = read(), words = wanted.q.split(/\s+/u).map(foldText).filter(Boolean);
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
  const packs = document.getElementById("packs"), says = packs.dataset;
  const addButtons = list => {
    for (const line of list.children) {
      const button = Object.assign(document.createElement("button"), {type: "button", className: "copy", textContent: says.copy});
      button.append(Object.assign(document.createElement("span"), {className: "unseen", textContent: line.firstChild.textContent + says.whose}));
      line.append(button);
    }
  };
  // Toggling does not bubble, but it can be caught on its way down.
  packs.addEventListener("toggle", event => {
    const list = event.target.querySelector(".hashes");
    if (list && !list.querySelector(".copy")) addButtons(list);
  }, true);
  packs.addEventListener("click", async event => {
    const button = event.target.closest(".copy");
    if (!button) return;
    const done = await copyText(button.parentNode.querySelector("code").textContent);
    button.firstChild.data = done ? says.copied : says.failed;
    button.focus();
    setTimeout(() => { button.firstChild.data = says.copy; }, 2000);
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
