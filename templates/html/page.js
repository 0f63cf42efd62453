// 只是锦上添花：在目录里标出正读到的一节，给数据加上“复制引用”。没有脚本，网页照样能读。
const links = new Map([...document.querySelectorAll(".contents a")].map((link) => [link.hash.slice(1), link]));
const watch = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    const link = links.get(entry.target.getAttribute("aria-labelledby"));
    if (!link || !entry.isIntersecting) continue;
    for (const other of links.values()) other.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
  }
}, { rootMargin: "-20% 0px -70% 0px" });
for (const section of document.querySelectorAll("main section")) watch.observe(section);

const main = document.querySelector("main");
const words = (element) => (element ? element.textContent.trim().replace(/\s+/g, " ") : "");
function cite(figure, place, parts) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = main.dataset.copy;
  button.setAttribute("aria-label", `${main.dataset.copy}：${words(figure)}`);
  button.addEventListener("click", async () => {
    const link = place.querySelector("a");
    await navigator.clipboard.writeText(`${parts.map(words).filter(Boolean).join(" · ")} · ${words(link)} · ${document.title} ${link ? link.href : location.href}`);
    button.textContent = main.dataset.copied;
    setTimeout(() => { button.textContent = main.dataset.copy; }, 2000);
  });
  place.append(" ", button);
}
if (navigator.clipboard) {
  for (const tile of document.querySelectorAll(".tiles li")) {
    const [figure, indicator, period, source] = [".number", ".indicator", ".period", ".source"].map((name) => tile.querySelector(name));
    if (source) cite(figure, source, [indicator, figure, period]);
  }
  for (const figure of document.querySelectorAll("td data")) {
    const row = figure.closest("tr");
    if (row.querySelectorAll("data").length === 1) cite(figure, row.lastElementChild.querySelector("p") ?? row.lastElementChild, [...row.cells].slice(0, -1));
  }
}
