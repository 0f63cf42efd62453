// 校对台的页面：左边选字、右边点选，一处亮两处亮；决定都交给服务器记下。没有内联脚本，也不求值。
"use strict";
const $ = (selector, within = document) => within.querySelector(selector);
const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
const body = document.body;
let csrf = body.dataset.csrf;

// 一句话的回音 ----------------------------------------------------------------
let toastTimer = 0;
function toast(words, { bad = false, action = null, stays = false } = {}) {
  const box = $("#toast");
  box.textContent = words;
  box.classList.toggle("bad", bad);
  if (action) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = action.words;
    button.addEventListener("click", () => { box.hidden = true; action.run(); });
    box.append(button);
  }
  box.hidden = false;
  clearTimeout(toastTimer);
  if (!stays) toastTimer = setTimeout(() => { box.hidden = true; }, bad ? 12000 : 8000);
}
document.addEventListener("htmx:responseError", (event) => { if (event.detail.xhr.status >= 500) toast("出了意料之外的错，终端里有经过", { bad: true }); });
document.addEventListener("htmx:beforeSwap", (event) => { if (event.detail.xhr.status >= 500) event.detail.shouldSwap = false; });
document.addEventListener("htmx:sendError", () => toast("连不上校对台，请看看终端里它是不是还开着", { bad: true }));
// 登录过期：填的留在页面里；在别的标签页里登录以后，先换上新的口令再送
const EXPIRED = body.dataset.expired;
let stale = false, listen = () => {};
async function renew() {
  if (!stale) return true;
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  const fresh = answer && new DOMParser().parseFromString(await answer.text(), "text/html").body.dataset;
  // 换了一个人登录的，不替他送
  if (!fresh?.csrf || fresh.account !== body.dataset.account) return false;
  csrf = fresh.csrf;
  for (const field of $$("input[name=csrf]")) field.value = csrf;
  // 不用登录的校对台，名字要再说一次
  const who = $("#who")?.value.trim();
  if (who) await fetch("/name", { method: "POST", body: new URLSearchParams({ name: who }), headers: { "X-CSRF": csrf } });
  stale = false;
  listen();
  return true;
}
const isExpired = (status) => status === 401 || status === 403;
document.addEventListener("htmx:responseError", (event) => { if (isExpired(event.detail.xhr.status)) stale = true; });
document.addEventListener("htmx:confirm", async (event) => {
  if (!stale || event.defaultPrevented || event.detail.verb === "get") return;
  event.preventDefault();
  if (await renew()) { event.detail.issueRequest(); return; }
  htmx.trigger(event.target, "kept");
  $("#notice")?.replaceChildren(noticeOf(EXPIRED, true));
  $("#notice")?.focus();
});
// 门口的话（过期、太大）是一行字，不是页面的一块
const noticeOf = (words, expired = false) => {
  const box = document.createElement("div"), said = document.createElement("p");
  box.className = "notice bad";
  box.setAttribute("role", "alert");
  said.textContent = words;
  box.append(said);
  if (expired && body.dataset.account) {
    const link = Object.assign(document.createElement("a"), { href: "/login", target: "_blank", textContent: "在另一个标签页里登录" });
    box.append(link);
  }
  return box;
};
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (xhr.status >= 400 && (xhr.getResponseHeader("Content-Type") ?? "").startsWith("text/plain")) event.detail.serverResponse = noticeOf(xhr.responseText, xhr.status === 401).outerHTML;
});
// 说不行的时候，把话和焦点都带到眼前
document.addEventListener("htmx:afterSwap", (event) => { if (event.target.id === "notice" && event.target.firstElementChild) { event.target.focus({ preventScroll: true }); event.target.scrollIntoView({ block: "center" }); } });
// 做完一步回到同一页：还在原来的地方，焦点在这一处或下一处
const placeKey = `place ${location.pathname}`;
document.addEventListener("submit", (event) => {
  const item = event.target.closest("li, tr, section");
  if (!event.target.closest("main.page") || !item) return;
  const number = [...item.parentElement.children].indexOf(item), list = $$("main.page ol, main.page tbody").indexOf(item.parentElement);
  sessionStorage.setItem(placeKey, JSON.stringify({ y: scrollY, list, number, at: Date.now() }));
});
const left = JSON.parse(sessionStorage.getItem(placeKey) ?? "null");
sessionStorage.removeItem(placeKey);
if (left && Date.now() - left.at < 120000 && !$("#notice .notice")) {
  const items = $$("main.page ol, main.page tbody")[left.list]?.children ?? [];
  scrollTo({ top: left.y, behavior: "instant" });
  $("button:enabled", items[Math.min(left.number, items.length - 1)] ?? document.createElement("p"))?.focus({ preventScroll: true });
}

// 交文件：拖进来 ---------------------------------------------------------------
for (const form of $$("[data-drop]")) {
  const file = $("input[type=file]", form);
  const over = (yes) => (event) => { event.preventDefault(); form.classList.toggle("over", yes); };
  form.addEventListener("dragover", over(true));
  form.addEventListener("dragleave", over(false));
  form.addEventListener("drop", (event) => {
    over(false)(event);
    if (!event.dataTransfer.files.length) return;
    if (event.dataTransfer.files.length > 1) { $("#notice").replaceChildren(noticeOf("一次只收一个文件，请一个一个地拖")); $("#notice").focus(); return; }
    file.files = event.dataTransfer.files;
    form.requestSubmit();
  });
}
document.addEventListener("htmx:beforeRequest", (event) => { const said = $(".waiting", event.target); if (said) said.textContent = said.dataset.says || "正在读……"; });
document.addEventListener("htmx:afterRequest", (event) => { const said = $(".waiting", event.target); if (said) said.textContent = ""; });
document.addEventListener("htmx:afterRequest", (event) => {
  if (!event.target.matches(".who") || !event.detail.successful) return;
  toast("名字已记下");
  // “还不知道是谁”的话已经过去了
  $("#notice .bad")?.remove();
  for (const one of $$(".signed")) one.textContent = $("#who").value.trim();
});
// 太大的文件不用传完才知道
const LARGEST = 60_000_000;
document.addEventListener("htmx:confirm", (event) => {
  const large = $$("input[type=file]", event.target).flatMap((one) => [...one.files]).find((one) => one.size > LARGEST);
  if (!large || !event.target.matches("form")) return;
  event.preventDefault();
  $("#notice").replaceChildren(noticeOf(`${large.name} 太大：${Math.ceil(large.size / 1e6)} MB，最多 60 MB`));
  $("#notice").focus();
});
document.addEventListener("htmx:configRequest", (event) => { event.detail.headers["X-CSRF"] = csrf; });

// 别处改了：刷新 ---------------------------------------------------------------
let onOthers = () => {};
if (body.dataset.events) listen = () => {
  const { stem: open } = body.dataset;
  const news = new EventSource(body.dataset.events + (open ? `?stem=${encodeURIComponent(open)}` : ""));
  // 页面来的路上、断线的时候，别人可能已经记下了什么
  news.addEventListener("hello", (event) => {
    const { version } = JSON.parse(event.data), doubts = $("#doubts");
    if (!version || !doubts || doubts.dataset.version === version) return;
    onOthers();
    htmx.trigger(body, "changed");
  });
  news.addEventListener("changed", (event) => {
    const { stem, by, said } = JSON.parse(event.data);
    if (body.dataset.stem !== undefined && stem && stem !== body.dataset.stem) return;
    if (by === page_id) return;
    if (said && stem === body.dataset.stem) toast(said);
    onOthers();
    htmx.trigger(body, "changed");
  });
  // 断了会自己再连；连上以前页面可能是旧的
  news.addEventListener("error", () => {
    const closed = news.readyState === EventSource.CLOSED;
    stale ||= closed;
    $("#offline").textContent = closed ? EXPIRED : "连不上校对台，正在重新连……在这以前改的不会记下";
    $("#offline").hidden = false;
  });
  news.addEventListener("open", () => { $("#offline").hidden = true; });
  news.addEventListener("progress", (event) => showProgress(JSON.parse(event.data)));
  addEventListener("pagehide", () => news.close());
  // 按“后退”回来的页面是离开时的样子，也听不到消息了
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
};
listen();
const page_id = crypto.getRandomValues(new Uint32Array(2)).join("-");
function showProgress(job) {
  const box = $(`#job[data-stem="${CSS.escape(job.stem)}"]`);
  if (!box || (job.over && box.dataset.over === "yes")) return;
  box.dataset.over = job.over ? "yes" : "";
  box.hidden = false;
  $("progress", box).max = job.total || 1;
  $("progress", box).value = job.done;
  $(".said", box).textContent = job.said;
  if (job.over) { setTimeout(() => location.reload(), 300); $("progress", box).hidden = true; } else $("progress", box).hidden = false;
}

// 以下只在校对页 ---------------------------------------------------------------
const look = $(".look");
if (look) {
  const frame = $("#preview");
  const address = frame.dataset.address;
  let scrolled = 0;

  // 文字的位置：偏移按字数（码点）算，与原文一致 ------------------------------------
  const plain = (text) => !/[\ud800-\udfff]/.test(text);
  const points = (text, units) => (plain(text) ? units : [...text.slice(0, units)].length);
  const units = (text, count) => (plain(text) ? count : [...text].slice(0, count).join("").length);
  const lines = () => $$("#text .tx");
  const startOf = (line) => Number(line.dataset.start);
  const endOf = (line) => Number(line.dataset.end);
  function rangeOf([start, end]) {
    const found = lines().filter((line) => startOf(line) < end && start < endOf(line));
    if (!found.length) return null;
    const range = new Range();
    const [first, last] = [found[0], found.at(-1)];
    range.setStart(first.firstChild, units(first.textContent, Math.max(0, start - startOf(first))));
    range.setEnd(last.firstChild, units(last.textContent, Math.min(endOf(last), end) - startOf(last)));
    return range;
  }
  const wordsAt = (span) => rangeOf(span)?.toString() ?? "";
  function paint(name, spans) {
    if (!("highlights" in CSS)) return;
    CSS.highlights.set(name, new Highlight(...spans.map(rangeOf).filter(Boolean)));
  }
  function show(spans, scroll = true) {
    paint("lit", spans);
    for (const one of $$(".ln.here")) one.classList.remove("here");
    const line = spans.length && lines().find((one) => startOf(one) <= spans[0][0] && spans[0][0] < endOf(one));
    if (!line) return;
    if (!("highlights" in CSS)) line.parentElement.classList.add("here");
    if (scroll && !wide.matches) scrollBy(0, rangeOf(spans[0]).getBoundingClientRect().top - innerHeight / 3);
    else if (scroll) { const box = $("#scroll"); const range = rangeOf(spans[0]); const top = range.getBoundingClientRect().top - box.getBoundingClientRect().top; if (top < 60 || top > box.clientHeight - 90) box.scrollTop += top - box.clientHeight / 3; }
  }
  const lightFrame = (spans, scroll = true) => frame.contentWindow.postMessage({ kind: "light", spans, scroll }, "*");

  function pointOf(node, offset) {
    const line = (node.nodeType === 1 ? node : node.parentElement)?.closest(".tx");
    if (!line) return null;
    if (node.nodeType === 1) return offset ? endOf(line) : startOf(line);
    return startOf(line) + points(line.textContent, offset);
  }
  function selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!$("#text").contains(range.commonAncestorContainer)) return null;
    let [start, end] = [pointOf(range.startContainer, range.startOffset), pointOf(range.endContainer, range.endOffset)];
    if (start === null) start = startOf($$(".tx", $("#text")).find((line) => range.intersectsNode(line)));
    if (end === null) { const touched = lines().filter((line) => range.intersectsNode(line)); end = endOf(touched.at(-1)); }
    const text = wordsAt([start, end]);
    const lead = text.length - text.trimStart().length, tail = text.length - text.trimEnd().length;
    return start + lead < end - tail ? [start + lead, end - tail] : null;
  }
  const at = (span) => span.join("-");

  // 预览 ------------------------------------------------------------------------
  function loadFrame() {
    const form = $("#edition");
    const query = new URLSearchParams(new FormData(form));
    // 换地址不留历史：按“后退”是回到上一页，不是上一次预览
    if (frame.src) frame.contentWindow.location.replace(`${address}?${query}`); else frame.src = `${address}?${query}`;
    frame.setAttribute("aria-busy", "true");
    for (const link of $$(".made-file")) { query.set("format", link.dataset.format); link.href = `${look.dataset.address}/made?${query}`; }
  }
  // 选过的读者和篇幅只管这一篇：别的一篇也许没有这一版
  const ofText = (field) => `${field} ${body.dataset.stem}`;
  $("#edition").addEventListener("change", (event) => { scrolled = 0; sessionStorage.setItem(ofText(event.target.name), event.target.value); loadFrame(); });
  // 没有内容的一版：没有人选过读者，就换下一种
  function tryNext() {
    const select = $("#edition").elements.audience;
    if (sessionStorage.getItem(ofText("audience")) || location.search || select.selectedIndex + 1 >= select.options.length) return;
    select.selectedIndex += 1;
    loadFrame();
  }
  const audience = () => $("#edition").elements.audience.value;
  let lastPick = null;
  addEventListener("message", (event) => {
    if (event.source !== frame.contentWindow) return;
    const message = event.data;
    if (message.kind === "ready" || message.kind === "refused") frame.removeAttribute("aria-busy");
    if (message.kind === "ready") frame.contentWindow.postMessage({ kind: "scroll", y: scrolled }, "*");
    if (message.kind === "scrolled") scrolled = Number(message.y) || 0;
    if (message.kind === "leave") closeMenus();
    if (message.kind === "key") onKey(message.key);
    if (message.kind === "refused") tryNext();
    if (message.kind === "found") $("#found").textContent = message.count ? `这一版里有 ${message.count} 处` : "这一版没有印";
    if (message.kind === "pick") {
      const spans = cleanSpans(message.spans);
      show(spans.length ? spans : cleanSpans(message.unit));
      lastPick = message;
      openUnitMenu(message);
    }
  });
  // 框里的话不可全信：只收数字
  const cleanSpans = (spans) => (Array.isArray(spans) ? spans : []).filter((one) => Array.isArray(one) && one.length === 2 && one.every(Number.isInteger)).slice(0, 400);

  // 决定 ------------------------------------------------------------------------
  let held = null;
  async function decide(fields, { force = false } = {}) {
    const form = new FormData();
    for (const [key, value] of Object.entries(fields)) if (value !== undefined && value !== null) form.append(key, value);
    const seen = held ?? $("#doubts").dataset;
    held = null;
    form.append("version", force ? "any" : seen.version);
    form.append("count", seen.count);
    form.append("page", page_id);
    form.append("source", $("#text").dataset.source);
    toast("正在记……", { stays: true });
    const again = { words: "再记一次", run: () => decide(fields, { force }) };
    const sayExpired = () => {
      stale = true;
      const log_in = { words: "去登录", run: () => { window.open("/login"); toast("登录了，再按：", { action: again, stays: true }); } };
      toast(EXPIRED, { bad: true, action: body.dataset.account ? log_in : again, stays: true });
    };
    if (!(await renew())) { sayExpired(); return; }
    let response;
    try {
      response = await fetch(`${look.dataset.address}/decide`, { method: "POST", body: form, headers: { "X-CSRF": csrf, Accept: "application/json" } });
    } catch {
      toast("没有记下：连不上校对台", { bad: true });
      return;
    }
    const plain = (response.headers.get("Content-Type") ?? "").startsWith("text/plain");
    if (response.status === 401 || (plain && response.status === 403)) { sayExpired(); return; }
    if (response.status === 403) stale = true;
    const answer = plain ? { error: "没有记下", hint: await response.text() } : await response.json().catch(() => ({ error: "没有记下", hint: "请刷新页面再试；终端里有经过" }));
    if (answer.conflict) { $("#toast").hidden = true; askAgain(fields, answer); return; }
    if (answer.error) { toast(`${answer.error}。${answer.hint}`, { bad: true }); return; }
    closeMenus();
    // 清单重排以前又记一条，不算别人先改了
    Object.assign($("#doubts").dataset, { version: answer.version, count: answer.count });
    toast(answer.said, answer.id ? { action: { words: "撤回", run: () => decide({ kind: "undo", value: answer.id }) } } : {});
    htmx.trigger(body, "changed");
  }
  function askAgain(fields, answer) {
    const box = $("#again");
    $(".what", box).replaceChildren(...answer.conflict.map((words) => Object.assign(document.createElement("li"), { textContent: words })));
    box.returnValue = "";
    box.showModal();
    box.onclose = () => { htmx.trigger(body, "changed"); if (box.returnValue === "yes") decide(fields, { force: true }); };
  }
  body.addEventListener("changed", () => setTimeout(loadFrame, 0));

  // 菜单：选中的字 -----------------------------------------------------------------
  const menu = $("#word-menu"), unitMenu = $("#unit-menu"), strip = $("#strip");
  let chosen = null, asking = null;
  // 别人改的时候我正在选字：我看见的还是改以前的，记的时候要先给我看
  onOthers = () => {
    const busy = !menu.hidden || !unitMenu.hidden || asking || $("dialog[open]");
    if (busy && !held) { const { version, count } = $("#doubts").dataset; held = { version, count }; }
  };
  function closeMenus() { menu.hidden = true; unitMenu.hidden = true; }
  function place(box, rect) {
    box.hidden = false;
    const { innerWidth: wide, innerHeight: high } = window;
    const [width, height] = [box.offsetWidth, box.offsetHeight];
    box.style.left = `${Math.max(8, Math.min(rect.left, wide - width - 8))}px`;
    box.style.top = `${rect.bottom + height + 12 < high ? rect.bottom + 8 : Math.max(8, Math.min(rect.top, high) - height - 8)}px`;
  }
  function openWordMenu(span, focus) {
    if (!asking) held = null;
    chosen = span;
    unitMenu.hidden = true;
    $(".chosen", menu).textContent = wordsAt(span);
    const touched = ([start, end]) => start < span[1] && span[0] < end;
    const numeric = JSON.parse($("#text").dataset.numbers).some(touched);
    for (const group of $$("fieldset[data-for=number]", menu)) group.hidden = !numeric;
    // 已经读作数据的不用再说“这是数据”，没有读作引语的没有“引语是谁说的”
    const known = JSON.parse($("#text").dataset.known);
    for (const one of $$("[data-if]", menu)) one.hidden = !known[one.dataset.if].some(touched);
    for (const one of $$("[data-unless]", menu)) one.hidden = known[one.dataset.unless].some(touched);
    for (const one of $$("select[data-audience]", menu)) one.hidden = one.dataset.audience !== audience();
    place(menu, rangeOf(span).getBoundingClientRect());
    if (focus) $$("button", menu).find((one) => one.offsetParent)?.focus();
  }
  const wide = matchMedia("(min-width: 56.25rem)");
  function onSelect() {
    const span = selected();
    if (!span) return;
    if (asking) { asking.take(span); return; }
    if (look.dataset.edits !== "yes") toast("只能看：要有“编辑”权限的人来改");
    else if (wide.matches) openWordMenu(span, false);
  }
  $("#scroll").addEventListener("mouseup", () => setTimeout(onSelect, 0));
  $("#scroll").addEventListener("keyup", (event) => { if (event.shiftKey || event.key === "Shift") onSelect(); });
  $("#scroll").addEventListener("click", (event) => {
    const line = event.target.closest(".tx");
    if (!line || !getSelection().isCollapsed) return;
    const caret = document.caretPositionFromPoint ? document.caretPositionFromPoint(event.clientX, event.clientY) : null;
    const range = caret ? null : document.caretRangeFromPoint?.(event.clientX, event.clientY);
    const offset = pointOf(caret ? caret.offsetNode : range.startContainer, caret ? caret.offset : range.startOffset);
    closeMenus();
    if (offset !== null) { const span = factAt(offset) ?? [offset, offset + 1]; show([span], false); lightFrame([span]); }
  });
  let facts = [];
  const readFacts = () => { facts = JSON.parse($("#text").dataset.facts || "[]"); };
  readFacts();
  let kept = { text: 0, doubts: 0 };
  // 行没有变，就不换：正在选的字不会丢
  body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.target.id !== "text") return;
    const fresh = $("#text", new DOMParser().parseFromString(event.detail.serverResponse, "text/html"));
    if (!fresh || fresh.dataset.stamp !== event.target.dataset.stamp) return;
    event.detail.shouldSwap = false;
    Object.assign(event.target.dataset, { facts: fresh.dataset.facts, numbers: fresh.dataset.numbers, known: fresh.dataset.known, source: fresh.dataset.source });
    readFacts();
  });
  body.addEventListener("htmx:beforeSwap", (event) => { if (event.target.id in kept) kept[event.target.id] = event.target.parentElement.scrollTop; });
  body.addEventListener("htmx:afterSettle", (event) => { if (event.target.id in kept) event.target.parentElement.scrollTop = kept[event.target.id]; });
  body.addEventListener("htmx:afterSettle", (event) => { if (event.target.id === "text") { readFacts(); show([]); } if (event.target.id === "doubts") standAt(current, false); });
  const factAt = (offset) => facts.filter(([start, end]) => start <= offset && offset < end).sort((a, b) => a[1] - a[0] - (b[1] - b[0]))[0] ?? null;

  menu.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-kind]");
    if (!button || !chosen) return;
    const { kind, then } = button.dataset;
    const about = at(chosen);
    menu.hidden = true;
    getSelection().removeAllRanges();
    if (then === "value") decide({ kind, value_at: about });
    else if (then === "ask") ask(kind, chosen);
    else if (then === "set") askSet(button.dataset.value, chosen);
    else if (then === "speaker") askSpeaker(chosen);
    else if (then === "tile") decide({ kind, about, audience: audience() });
    else decide({ kind, about, value: button.dataset.value });
  });

  menu.addEventListener("change", (event) => {
    if (!event.target.value || !chosen) return;
    decide({ kind: "point.section", about: at(chosen), audience: audience(), section: event.target.value });
    event.target.value = "";
    getSelection().removeAllRanges();
  });

  // 问下一步：选字、写字，或没有 ------------------------------------------------------
  const PROMPTS = {
    "figure.label": ["“", "”数的是什么？请在原文里选出来。"], "figure.time": ["“", "”是什么时候的？请在原文里选出来。"],
    "figure.text": ["“", "”该印成哪几个字？请在原文里选出来。"], "quote.speaker": ["“", "”是谁说的？请选名字，或在原文里选出来。"],
    "point.extent": ["“", "”只印哪几个分句？请在原文里选；分句不会从中间断开，没有印的地方印省略号。"],
    "question": ["“", "”是谁问的？请在原文里选出来。"],
  };
  function endAsking() { asking = null; strip.hidden = true; paint("about", []); }
  function openStrip(head, { people = false, none = true, own = true } = {}) {
    $(".head", strip).textContent = head;
    $(".took", strip).textContent = "还没有选";
    $(".people", strip).hidden = !people;
    $(".none", strip).hidden = !none;
    $(".own", strip).hidden = !own;
    $("input", strip).value = "";
    $("#toast").hidden = true;
    strip.hidden = false;
    $(".yes", strip).focus();
  }
  function ask(kind, about, more = {}) {
    const [open, close] = PROMPTS[kind];
    // 引语自己的引号不再印一遍
    const words = wordsAt(about).replace(/^[“「]|[”」]$/g, ""), ofText = kind === "point.extent";
    openStrip(`${open}${words.length > 24 ? `${words.slice(0, 24)}…` : words}${close}`, { people: kind === "quote.speaker", none: !ofText, own: !ofText });
    paint("about", [about]);
    let took = null;
    asking = {
      at: about[0],
      take(span) { took = span; $(".took", strip).textContent = wordsAt(span); paint("lit", [span]); getSelection().removeAllRanges(); $("input", strip).value = ""; },
      yes() {
        const typed = $("input", strip).value.trim();
        const person = $("select", strip).value;
        if (!took && !typed && !(kind === "quote.speaker" && person)) { $(".took", strip).textContent = "请先选，或写下来"; return; }
        endAsking();
        decide({ kind, about: at(about), value_at: took && !typed ? at(took) : undefined, value_text: typed || (!took ? person : undefined), ...more });
      },
      none() { endAsking(); decide({ kind, about: at(about), value: "none" }); },
    };
  }
  // 整篇的事：题目、地区、日期、受访人
  const COVERS = { title: "题目是什么？", place: "讲的是哪里？", published: "哪一天刊发的？", speaker: "受访人是谁？" };
  function askCover(kind) {
    openStrip(`${COVERS[kind]}请在原文里选出来，或自己写。`, { people: kind === "speaker" });
    let took = null;
    asking = {
      at: 0,
      take(span) { took = span; $(".took", strip).textContent = wordsAt(span); paint("lit", [span]); getSelection().removeAllRanges(); $("input", strip).value = ""; },
      yes() {
        const typed = $("input", strip).value.trim() || (took ? "" : kind === "speaker" ? $("select", strip).value : "");
        if (!took && !typed) { $(".took", strip).textContent = "请先选，或写下来"; return; }
        endAsking();
        if (kind === "speaker") askSpeaker(typed ? null : took, typed);
        else decide({ kind, value_at: typed ? undefined : at(took), value_text: typed || undefined });
      },
      none() { endAsking(); decide({ kind, value: "none" }); },
    };
  }
  function askSet(kind, first) {
    const took = [first];
    openStrip(`请把这一组${kind === "keywords" ? "关键词" : "重点"}依次选出来，选完按“就这些”。`, { none: false, own: false });
    const tell = () => { $(".took", strip).textContent = took.map(wordsAt).join(" · "); paint("lit", took); };
    asking = {
      at: first[0],
      take(span) { took.push(span); getSelection().removeAllRanges(); tell(); },
      yes() { endAsking(); decide({ kind: "set.add", value: kind, heads: took.map(at).join(" ") }); },
      none() { endAsking(); },
    };
    tell();
  }
  function askSpeaker(name, typed = "") {
    const box = $("#speaker");
    const called = typed || wordsAt(name);
    $(".who-is", box).textContent = called;
    $("form", box).reset();
    // 职务读出来过的，先填上
    const known = $$("#person option").find((one) => one.textContent === called);
    $("[name=role]", box).value = known?.dataset.post ?? "";
    $("[value=more]", box).textContent = known?.dataset.guest === undefined ? "再加这一位" : "只改职务，别的受访人还在";
    box.returnValue = "";
    box.showModal();
    box.onclose = () => { if (box.returnValue) decide({ kind: "speaker", value_at: typed ? undefined : at(name), name: typed || undefined, value_text: $("[name=role]", box).value.trim(), value: box.returnValue }); };
  }
  strip.addEventListener("click", (event) => {
    const name = event.target.closest("button")?.className.split(" ").pop();
    if (!asking || !name) return;
    if (name === "yes") asking.yes();
    if (name === "none") asking.none();
    if (name === "leave") endAsking();
    // 问的那个数、那句话在哪一段，就打开哪一段
    if (name === "keyed") openPicker(lines().find((line) => asking.at < endOf(line)) ?? lines()[0]);
  });
  strip.addEventListener("keydown", (event) => { if (event.key === "Enter" && event.target.matches("input")) { event.preventDefault(); asking?.yes(); } });

  // 菜单：右边点中的一条 -------------------------------------------------------------
  function openUnitMenu(message) {
    if (!wide.matches || look.dataset.edits !== "yes") return;
    held = null;
    menu.hidden = true;
    const spans = cleanSpans(message.unit), number = cleanSpans(message.number);
    $(".chosen", unitMenu).textContent = message.words;
    const cut = message.part === "bullet" && message.cut === true;
    const sidecar = String(message.from).startsWith("sidecar:");
    for (const option of $$("[data-for]", unitMenu)) {
      const parts = option.dataset.for.split(" ");
      if (parts.includes("cut")) { option.hidden = !cut || !spans.length; continue; }
      if (parts.includes("number")) { option.hidden = message.part === "tile" || !/^f/.test(String(message.fact)); continue; }
      option.hidden = !(parts.includes(message.part) || (sidecar && parts.includes("sidecar"))) || (!spans.length && !parts.includes("sidecar"));
    }
    for (const group of $$("#unit-menu select[data-audience]")) group.hidden = group.dataset.audience !== audience();
    $(".nothing", unitMenu).hidden = $$("[data-for]", unitMenu).some((one) => !one.hidden);
    const box = frame.getBoundingClientRect();
    const { left = 0, top = 0, bottom = 0 } = Object.fromEntries(Object.entries(message.rect ?? {}).filter(([, value]) => Number.isFinite(value)));
    place(unitMenu, { left: box.left + left, top: box.top + top, bottom: Math.max(box.top, Math.min(box.top + bottom, box.bottom - 40)) });
    unitMenu.dataset.spans = JSON.stringify(spans);
    unitMenu.dataset.number = JSON.stringify(number);
  }
  const reorder = (about, before, section) => (about && before ? decide({ kind: "point.order", about, before, audience: audience(), section }) : toast("它已经在这一节的头或尾了"));
  unitMenu.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-do]");
    if (!button) return;
    const spans = JSON.parse(unitMenu.dataset.spans), number = JSON.parse(unitMenu.dataset.number);
    const about = spans.length ? at(spans[0]) : "", section = String(lastPick.section), quoted = spans.length ? [spans[0][0], spans.at(-1)[1]] : null;
    unitMenu.hidden = true;
    switch (button.dataset.do) {
      case "drop": decide({ kind: "point.section", about, audience: audience(), section: "none" }); break;
      case "up": reorder(about, at(cleanSpans(lastPick.above)[0] ?? []), section); break;
      case "down": reorder(at(cleanSpans(lastPick.below)[0] ?? []), about, section); break;
      case "whole": decide({ kind: "point.extent", about, audience: audience(), value: "whole" }); break;
      case "extent": show(spans); ask("point.extent", quoted, { audience: audience() }); break;
      case "untile": decide({ kind: "tile.drop", about: at(number[0]), audience: audience() }); break;
      case "tile": decide({ kind: "tile.add", about: at(cleanSpans(lastPick.figure)[0] ?? []), audience: audience() }); break;
      case "residue": decide({ kind: "line.kind", about, value: "furniture" }); break;
      case "label": ask("figure.label", number[0]); break;
      case "time": ask("figure.time", number[0]); break;
      case "speaker": ask("quote.speaker", quoted); break;
      case "unquote": decide({ kind: "quote.drop", about: at(quoted) }); break;
      case "facts": location.href = `${look.dataset.address}/facts`; break;
    }
  });
  unitMenu.addEventListener("change", (event) => {
    if (!event.target.value) return;
    const spans = JSON.parse(unitMenu.dataset.spans);
    decide({ kind: "point.section", about: at(spans[0]), audience: audience(), section: event.target.value });
    event.target.value = "";
  });

  // 要看的：j、k、回车 --------------------------------------------------------------
  let current = 0;
  const items = () => $$("#doubts li[data-key]");
  function standAt(index, focus = true) {
    const all = items();
    if (!all.length) return;
    current = Math.max(0, Math.min(index, all.length - 1));
    all.forEach((one, number) => (number === current ? one.setAttribute("aria-current", "true") : one.removeAttribute("aria-current")));
    all[current].scrollIntoView({ block: "nearest" });
    if (focus) { $(".go", all[current]).focus({ preventScroll: true }); goTo(all[current]); }
  }
  const spansOf = (item) => (item.dataset.at || "").split(" ").filter(Boolean).map((one) => one.split("-").map(Number));
  const spanOf = (button) => button.dataset.about.split("-").map(Number);
  function goTo(item) { const spans = spansOf(item); show(spans); lightFrame(spans); }
  document.addEventListener("click", (event) => {
    const item = event.target.closest("#doubts li[data-key]");
    if (item) {
      const index = items().indexOf(item);
      const button = event.target.closest("button[data-act]");
      standAt(index, !button);
      if (button) act(button, item);
    } else if (!event.target.closest(".menu, #strip, dialog")) closeMenus();
  });
  function act(button, item) {
    const spans = spansOf(item);
    switch (button.dataset.act) {
      case "seen": case "seen-all": decide({ kind: "seen", about: button.dataset.about, doubt: item.dataset.code }); break;
      case "take": decide({ kind: button.dataset.kind, about: button.dataset.about, value_at: button.dataset.value || undefined }); break;
      case "ask": if (!wide.matches) tab("source"); show([spanOf(button)]); lightFrame([spanOf(button)]); ask(button.dataset.kind, spanOf(button)); break;
      case "cover": if (!wide.matches) tab("source"); if (button.dataset.about) show([spanOf(button)]); askCover(button.dataset.kind); break;
      case "source": if (!wide.matches) tab("source"); show([spanOf(button)]); openWordMenu(spanOf(button), true); break;
    }
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { closeMenus(); if (asking) endAsking(); held = null; return; }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog")) return;
    if (onKey(event.key)) event.preventDefault();
  });
  function onKey(key) {
    if (key === "j") standAt(current + (items()[current]?.hasAttribute("aria-current") ? 1 : 0));
    else if (key === "k") standAt(current - 1);
    else if (key === "x" && items()[current]?.hasAttribute("aria-current")) $("button[data-act=seen]", items()[current])?.click();
    else if (key === "u") $("#undo-last")?.click();
    else if (key === "?" || key === "？") $("#keys").showModal();
    else return false;
    return true;
  }

  // 不用鼠标选字：按段号，在框里用方向键选 ---------------------------------------------
  const picker = $("#picker");
  function openPicker(line) {
    const area = $("textarea", picker);
    area.value = line.textContent;
    picker.returnValue = "";
    picker.showModal();
    area.focus();
    area.setSelectionRange(0, 0);
    picker.onclose = () => {
      if (picker.returnValue !== "yes" || area.selectionStart === area.selectionEnd) return;
      const span = [startOf(line) + points(area.value, area.selectionStart), startOf(line) + points(area.value, area.selectionEnd)];
      if (asking) { asking.take(span); $(".yes", strip).focus(); } else openWordMenu(span, true);
    };
  }
  $("#scroll").addEventListener("click", (event) => { const button = event.target.closest(".no button"); if (button) openPicker($(".tx", button.closest(".ln"))); });
  $("textarea", picker).addEventListener("beforeinput", (event) => event.preventDefault());
  document.addEventListener("click", (event) => { if (event.target.closest("#show-keys")) $("#keys").showModal(); });
  document.addEventListener("click", (event) => { const button = event.target.closest("#looked"); if (button) decide({ kind: "seen", doubt: button.dataset.doubt }); });
  document.addEventListener("click", (event) => { if (!event.target.closest("#undo-last")) return; const id = $("#doubts").dataset.last; if (id) decide({ kind: "undo", value: id }); else toast("没有可以撤回的"); });

  // 手机：三个页签 -----------------------------------------------------------------
  function tab(name) {
    look.dataset.tab = name;
    for (const one of $$(".tabs button")) one.setAttribute("aria-pressed", String(one.dataset.tab === name));
  }
  for (const button of $$(".tabs button")) button.addEventListener("click", () => tab(button.dataset.tab));

  for (const field of ["audience", "pages", "script"]) {
    const kept = new URLSearchParams(location.search).get(field) ?? sessionStorage.getItem(ofText(field));
    if (kept && $(`[name=${field}] option[value="${CSS.escape(kept)}"]`)) $("#edition").elements[field].value = kept;
  }
  loadFrame();
  const fit = () => document.documentElement.style.setProperty("--bar", `${$(".bar").offsetHeight}px`);
  addEventListener("resize", fit);
  fit();
}

// 全部访谈：找一篇、换个先后 ------------------------------------------------------
const finding = $("#find");
if (finding) {
  const ofRow = (row, column) => row.cells[column].dataset.sort ?? row.cells[column].textContent.trim();
  let sorted = JSON.parse(sessionStorage.getItem("sorted") ?? "null");
  const arrange = () => {
    const table = $(".texts");
    if (!table) return;
    const words = finding.value.trim().toLowerCase(), rows = [...table.tBodies[0].rows];
    for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(words);
    $("#find-said").textContent = words ? `找到 ${rows.filter((row) => !row.hidden).length} 篇` : "";
    const heads = $$("thead th", table);
    heads.forEach((head, column) => head.setAttribute("aria-sort", sorted?.column === column ? (sorted.down ? "descending" : "ascending") : "none"));
    if (!sorted) return;
    const sign = sorted.down ? -1 : 1;
    const inOrder = [...rows].sort((a, b) => sign * ofRow(a, sorted.column).localeCompare(ofRow(b, sorted.column), "zh-Hans", { numeric: true }));
    if (inOrder.some((row, number) => row !== rows[number])) table.tBodies[0].append(...inOrder);
  };
  finding.addEventListener("input", arrange);
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".texts thead button");
    if (!button) return;
    const column = button.closest("th").cellIndex;
    sorted = { column, down: sorted?.column === column ? !sorted.down : column > 1 };
    sessionStorage.setItem("sorted", JSON.stringify(sorted));
    arrange();
  });
  body.addEventListener("htmx:afterSettle", arrange);
  arrange();
}

// 表单里可以加一行的地方 -----------------------------------------------------------
for (const button of $$("button[data-add]")) {
  button.addEventListener("click", () => {
    const list = $(button.dataset.add);
    const made = $("template", list).content.cloneNode(true);
    $("template", list).before(made);
    $$("input", list).at(-2)?.focus();
  });
}
// 填了没有保存就走：先问一声
for (const form of $$("form[data-ask-before-leaving]")) {
  let unsaved = false;
  form.addEventListener("input", () => { unsaved = true; });
  form.addEventListener("submit", () => { unsaved = false; });
  form.addEventListener("htmx:responseError", () => { unsaved = true; });
  form.addEventListener("kept", () => { unsaved = true; });
  addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
}
for (const button of $$("button[data-check-all]")) button.addEventListener("click", () => { for (const box of $$("input[type=checkbox]:enabled", button.form)) box.checked = true; });
for (const button of $$("button[data-print]")) button.addEventListener("click", () => print());
