// Finds cards by words and filters and draws them when they are needed; on a source's own page it only copies hashes.
const briefingSite = (() => {
  "use strict";
  // A page from a disk may load scripts but fetch nothing, so what is needed later comes as scripts that call back.
  const given = new Map(), asked = new Map();
  const ask = (name, version) => {
    if (!asked.has(name)) asked.set(name, new Promise((done, fail) => {
      const script = document.createElement("script");
      script.src = "site-assets/" + name.split("/").map(encodeURIComponent).join("/") + "?" + version;
      script.onload = () => given.has(name) ? done(given.get(name)) : fail(new Error(name));
      script.onerror = () => fail(new Error(name));
      document.head.append(script);
    }));
    return asked.get(name);
  };

  const packs = document.getElementById("packs"), says = packs.dataset;
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

  // A text as it is compared: Simplified, half-width, no marks. The index was folded so by `fold_for_search`.
  const simple = new Map(), narrow = new Map();
  const ignored = /[\s，。、；：？！“”‘’「」『』《》〈〉（）()·…—︱|,;:?!"'\-]/u;
  const foldOne = character => {
    const same = character.normalize("NFKC").toLowerCase();
    const folded = ignored.test(same) ? "" : Array.from(same, one => simple.get(one) || one).join("");
    narrow.set(character, folded);
    return folded;
  };
  const foldText = text => Array.from(text, character => narrow.get(character) ?? foldOne(character)).join("");
  const foldWithPlaces = text => {
    const folded = [], places = [];
    Array.from(text).forEach((character, place) => {
      for (const one of foldText(character)) { folded.push(one); places.push(place); }
    });
    return {text: folded.join(""), places};
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

  const start = form => {
    const count = document.getElementById("count"), told = document.getElementById("holdings");
    const holdings = JSON.parse(told.textContent);
    const names = ["q", "reader", "script", "format", "place"];
    const field = name => form.elements.namedItem(name);
    const read = () => Object.fromEntries(names.map(name => [name, field(name)?.value ?? ""]));
    const hide = (element, hidden) => { if (element.hidden !== hidden) element.hidden = hidden; };
    const sections = Array.from(document.querySelectorAll(".source"), (element, at) => {
      const {file, version, cards} = holdings.sources[at], place = element.lastElementChild;
      return {at, element, place, name: `sources/${file}.js`, version, area: element.dataset.place, drawn: !place.classList.contains("waiting"),
        holds: Object.entries(cards).map(([reader, set]) => ({reader, files: holdings.sets[set].map(one => one.split("/"))})),
        fits: [], near: false, data: null};
    });
    let wanted = read(), words = [], index = null, broken = false, shown = "";

    const holds = ({files}) => files.some(([script, format]) =>
      (!wanted.script || script === wanted.script) && (!wanted.format || format === wanted.format));
    const has = (source, {reader}) => {
      const own = () => source.cards[reader].map(number => source.lines[number]).join("\n");
      source.lines ||= source.words.split("\n");
      source.all ||= {};
      const all = source.all[reader] ||= [source.about, index.readers[reader], own()].join("\n");
      return words.every(word => all.includes(word));
    };
    // Most sources are told apart by one look at all their words; only then each card is asked.
    const mayHave = source => words.every(word => source.words.includes(word) || source.about.includes(word)
      || Object.values(index.readers).some(names => names.includes(word)));
    const fitting = section => {
      const source = index && index.sources[section.at];
      if ((wanted.place && section.area !== wanted.place) || (words.length && !mayHave(source))) return [];
      return section.holds.filter(card => (!wanted.reader || card.reader === wanted.reader) && holds(card)
        && (!words.length || has(source, card))).map(card => card.reader);
    };

    // Numbers are what people come for; of the rest the shorter is more to the point.
    const rank = text => (/\d/u.test(text) ? 0 : 1000) + text.length;
    const showHits = (section, card, reader) => {
      const box = card.querySelector(".hits"), source = index && index.sources[section.at];
      const facts = words.length && section.data ? section.data.cards[reader] : [];
      const texts = facts.filter(fact => words.some(word => source.lines[fact].includes(word))).map(fact => section.data.words[fact]);
      // A word that stands in a longer one that was found says nothing more.
      const best = texts.filter(text => !texts.some(other => other !== text && other.includes(text)))
        .sort((one, other) => rank(one) - rank(other)).slice(0, 3);
      hide(box, !best.length);
      box.lastElementChild.replaceChildren(...best.map(text => marked(text, words)));
    };
    const showFiles = card => {
      for (const row of card.querySelectorAll("[data-script], [data-format]")) {
        const {script, format} = row.dataset;
        hide(row, Boolean((script && wanted.script && script !== wanted.script) || (format && wanted.format && format !== wanted.format)));
      }
    };
    const show = section => {
      const key = JSON.stringify([section.fits, wanted.script, wanted.format, words, Boolean(section.data)]);
      if (!section.drawn || section.key === key) return;
      section.key = key;
      for (const card of section.place.children) {
        const {reader} = card.dataset, fits = section.fits.includes(reader);
        hide(card, !fits);
        if (fits) { showFiles(card); showHits(section, card, reader); }
      }
    };
    const draw = (section, data) => {
      section.data = data;
      if (section.drawn) return;
      const held = section.place.contains(document.activeElement);
      section.place.innerHTML = data.html;
      section.place.classList.remove("waiting");
      section.drawn = true;
      if (held) section.element.querySelector("h2 a").focus();
    };
    // What is near the window is drawn, and told what was found in it; without its file the link to its own page stays.
    const settle = async section => {
      if (!section.near || !section.fits.length || (section.drawn && (section.data || !words.length))) return;
      try { draw(section, await ask(section.name, section.version)); } catch { return; }
      show(section);
    };

    const tell = (cards, sources) => {
      const line = broken && wanted.q ? count.dataset.broken
        : cards ? count.dataset.some.replace("{packs}", cards).replace("{sources}", sources) : count.dataset.none;
      if (line !== shown) count.textContent = shown = line;
    };
    const apply = () => {
      wanted = read();
      document.getElementById("reset").hidden = !names.some(name => wanted[name]);
      if (wanted.q && !index && !broken) { prepare(); return; }
      words = index ? wanted.q.split(/\s+/u).map(foldText).filter(Boolean) : [];
      let cards = 0, sources = 0;
      for (const section of sections) {
        section.fits = fitting(section);
        hide(section.element, !section.fits.length);
        section.element.classList.toggle("first", section.fits.length > 0 && sources === 0);
        cards += section.fits.length;
        sources += section.fits.length > 0;
        show(section);
        settle(section);
      }
      tell(cards, sources);
    };
    const prepare = async () => {
      if (index || broken) return;
      try {
        const found = await ask("search.js", told.dataset.search), pairs = Array.from(found.characters);
        for (let at = 0; at < pairs.length; at += 2) simple.set(pairs[at], pairs[at + 1]);
        index = found;
      } catch { broken = true; }
      apply();
    };

    const toAddress = () => {
      const query = new URLSearchParams(Object.entries(read()).filter(([, value]) => value)).toString();
      // Safari allows a hundred in half a minute, which somebody who types fast reaches.
      try { history.replaceState(null, "", location.pathname + (query ? "?" + query : "") + location.hash); } catch { /* The next one will do. */ }
    };
    const fromAddress = () => {
      const query = new URLSearchParams(location.search);
      for (const name of names) {
        const control = field(name);
        if (control) control.value = query.get(name) ?? "";
        if (control && !control.value && control instanceof RadioNodeList) control.value = "";
      }
    };
    const goToCard = async () => {
      const card = decodeURIComponent(location.hash.slice(1));
      const section = sections.find(one => !one.drawn && card.startsWith(one.element.querySelector("h2").id + "."));
      if (!section) return;
      try { draw(section, await ask(section.name, section.version)); } catch { return; }
      show(section);
      document.getElementById(card)?.scrollIntoView();
    };
    const refresh = () => { apply(); toAddress(); };

    const watcher = new IntersectionObserver(entries => {
      for (const {target, isIntersecting} of entries) {
        const section = sections[target.dataset.at];
        section.near = isIntersecting;
        // Who scrolls past a hundred sources has not asked for them.
        if (isIntersecting) setTimeout(settle, 60, section);
      }
    }, {rootMargin: "75% 0px"});
    sections.forEach(section => { section.element.dataset.at = section.at; watcher.observe(section.element); });

    form.addEventListener("input", refresh);
    form.addEventListener("submit", event => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(refresh));
    field("q").addEventListener("focus", prepare);
    addEventListener("popstate", () => { fromAddress(); apply(); });
    addEventListener("hashchange", goToCard);
    addEventListener("keydown", event => {
      if (event.key === "/" && !event.target.closest("input, select, textarea")) { event.preventDefault(); field("q").focus(); }
    });
    form.hidden = false;
    fromAddress();
    apply();
    goToCard();
  };

  const form = document.getElementById("find");
  if (form) start(form);
  return {
    fold: foldText,
    search: index => given.set("search.js", index),
    source: (file, data) => given.set(`sources/${file}.js`, data),
  };
})();
