// Draws each <figure data-chart> with uPlot: data and labels come as JSON from the report.
"use strict";
(() => {
  const colours = ["#0969da", "#cf222e", "#1a7f37", "#9a6700", "#8250df", "#57606a", "#bf3989", "#0a7ea4"];
  // Bars fill this share of the room of a name, and are not wider than this (CSS pixels).
  const share = 0.7, widest = 60;
  const widthOf = (plot, count) => Math.min(share / count, plot.posToVal(widest, "x") - plot.posToVal(0, "x"));
  // Several bars of one name stand side by side, in the middle of its room.
  const sideBySide = (index, count) => ({
    disp: {
      x0: { unit: 1, values: (plot) => plot.data[0].map((at) => at + (index - (count - 1) / 2) * widthOf(plot, count)) },
      size: { unit: 1, values: (plot) => [widthOf(plot, count)] },
    },
  });
  const byKind = {
    line: () => ({}),
    steps: () => ({ paths: uPlot.paths.stepped({ align: 1 }), points: { show: false } }),
    points: () => ({ paths: () => null, points: { show: true, size: 4 } }),
    bars: (index, count) => ({ paths: uPlot.paths.bars(count > 1 ? sideBySide(index, count) : { size: [share, widest] }), points: { show: false } }),
  };
  // The lowest bar has a height too: bars begin at 0, on a logarithmic axis at the power of ten below all of them.
  const rangeOfBars = (isLog) => isLog
    ? (_, low, high) => [10 ** (Math.ceil(Math.log10(low || 1)) - 1), 10 ** Math.ceil(Math.log10(high || 10))]
    : (_, low, high) => [Math.min(0, low), high === 0 ? 1 : high * 1.08];
  for (const figure of document.querySelectorAll("figure[data-chart]")) {
    const chart = JSON.parse(figure.querySelector("script").textContent);
    const categories = chart.categories;
    const x = categories ? categories.map((_, index) => index) : chart.x;
    const axisX = { label: chart.xLabel };
    if (categories) {
      axisX.splits = () => x;
      axisX.values = (_, splits) => splits.map((index) => categories[index] ?? "");
      // Long names would run into each other.
      if (Math.max(...categories.map((name) => name.length)) * 8 > 800 / categories.length) {
        axisX.rotate = -30;
        axisX.size = 90;
      }
    }
    const plot = new uPlot({
      width: Math.min(920, figure.clientWidth || 920),
      height: chart.height,
      legend: { show: chart.series.length > 1 || !categories },
      scales: {
        x: categories ? { time: false, range: [-0.6, x.length - 0.4] } : { time: false, distr: chart.logX ? 3 : 1 },
        y: { distr: chart.logY ? 3 : 1, ...(chart.kind === "bars" ? { range: rangeOfBars(chart.logY) } : {}) },
      },
      axes: [axisX, { label: chart.yLabel, size: 70 }],
      series: [
        { label: chart.xLabel || "name", value: (_, at) => at == null ? "-" : categories ? categories[at] : at },
        ...chart.series.map((series, index) => {
          const colour = colours[index % colours.length];
          return { label: series.label, stroke: colour, fill: chart.kind === "bars" ? colour + "55" : undefined, ...byKind[chart.kind](index, chart.series.length) };
        }),
      ],
    }, [x, ...chart.series.map((series) => series.values)], figure);
    plot.root.style.maxWidth = "100%";
  }
})();
