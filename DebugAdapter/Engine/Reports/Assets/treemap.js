"use strict";
// Every figure with the attribute `data-treemap` has its tree as JSON inside.
(() => {
  const colours = ["#4269d0", "#efb118", "#3ca951", "#ff725c", "#a463f2", "#6cc5b0", "#9c6b4e", "#97bbf5"];
  const escape = (text) => text.replace(/[&<>"]/g, (letter) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[letter]);
  for (const figure of document.querySelectorAll("figure[data-treemap]")) {
    const tree = JSON.parse(figure.querySelector("script").textContent);
    // A part has the colour of its section.
    const paint = (node, colour) => {
      node.colour = colour;
      for (const child of node.children ?? []) paint(child, colour);
    };
    let next = 0;
    for (const region of tree.children ?? [])
      for (const section of region.children ?? []) paint(section, colours[next++ % colours.length]);
    new Treemap(figure)
      .data(tree)
      .width(Math.min(920, figure.clientWidth || 920))
      .height(560)
      .excludeRoot(true)
      .label((node) => node.name)
      .size((node) => node.value ?? 0)
      .color((node) => node.colour ?? "#8c959f")
      .tooltipTitle((node) => escape(node.name))
      .tooltipContent((node, place) => `${place.value.toLocaleString("en")} bytes`);
  }
})();
