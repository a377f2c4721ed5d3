// What is asked of a page, for browser_steps.py: "load" this, then "run" probe.something().
window.probe = {
  duplicateIds() {
    const seen = new Set(), twice = new Set();
    for (const {id} of document.querySelectorAll("[id]")) (seen.has(id) ? twice : seen).add(id);
    return [...twice];
  },

  // References to elements that are not there: links within the page, ARIA, uses within charts. Others lead to files.
  danglingReferences() {
    const wanted = [];
    for (const link of document.querySelectorAll("a[href^='#']")) wanted.push(link.getAttribute("href").replace(/^#/, ""));
    for (const use of document.querySelectorAll("use")) wanted.push((use.getAttribute("href") ?? use.getAttributeNS("http://www.w3.org/1999/xlink", "href")).slice(1));
    for (const named of document.querySelectorAll("[aria-labelledby]")) wanted.push(...named.getAttribute("aria-labelledby").split(" "));
    return wanted.filter(id => document.getElementById(id) === null);
  },

  overflow() {
    return document.documentElement.scrollWidth > innerWidth || document.body.scrollWidth > document.body.clientWidth;
  },

  headings() { return Array.from(document.querySelectorAll("h1,h2,h3,h4,h5,h6"), heading => heading.tagName).join(" "); },

  column(table, index) {
    return Array.from(document.querySelector(`#${table} tbody`).rows, row => row.cells[index].textContent).join(" ");
  },

  sorted(table) {
    return Array.from(document.querySelectorAll(`#${table} thead th`), head => head.getAttribute("aria-sort") ?? "-").join(" ");
  },

  button(table, index) { return document.querySelectorAll(`#${table} thead th`)[index].querySelector("button"); },

  // Texts whose contrast to what is behind them is below 4.5 (WCAG 2.2, 1.4.3), charts aside.
  faintTexts() {
    const numbers = colour => colour.match(/[\d.]+/g).map(Number);
    const luminance = colour => {
      const [r, g, b] = numbers(colour).map(part => part / 255).map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const opaque = colour => numbers(colour).length === 3 || numbers(colour)[3] === 1;
    const behind = element => {
      for (; element; element = element.parentElement) {
        const colour = getComputedStyle(element).backgroundColor;
        if (opaque(colour)) return colour;
      }
      return "rgb(255, 255, 255)";
    };
    const faint = [];
    for (const element of document.querySelectorAll("body *:not(svg, svg *, script)")) {
      const text = Array.from(element.childNodes, node => node.nodeType === Node.TEXT_NODE ? node.data.trim() : "").join("");
      if (text === "") continue;
      const [high, low] = [luminance(getComputedStyle(element).color), luminance(behind(element))].sort((a, b) => b - a);
      if ((high + 0.05) / (low + 0.05) < 4.5) faint.push(text.slice(0, 40));
    }
    return faint;
  },

  // Elements that Tab can reach and that have no name to be spoken.
  nameless() {
    return Array.from(document.querySelectorAll("a, button, summary, [tabindex='0']"))
      .filter(element => !element.textContent.trim() && !element.getAttribute("aria-label") && !element.getAttribute("aria-labelledby"))
      .map(element => element.outerHTML.slice(0, 80));
  },
};
