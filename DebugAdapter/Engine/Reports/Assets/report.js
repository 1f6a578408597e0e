// Draws each <figure data-chart> with uPlot: data and labels come as JSON from the report.
"use strict";
(() => {
  const colours = ["#0969da", "#cf222e", "#1a7f37", "#9a6700", "#8250df", "#57606a", "#bf3989", "#0a7ea4"];
  const byKind = {
    line: () => ({}),
    steps: () => ({ paths: uPlot.paths.stepped({ align: 1 }), points: { show: false } }),
    points: () => ({ paths: () => null, points: { show: true, size: 4 } }),
    bars: () => ({ paths: uPlot.paths.bars({ size: [0.7, 60] }), points: { show: false } }),
  };
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
        y: { distr: chart.logY ? 3 : 1, ...(chart.kind === "bars" && !chart.logY ? { range: (_, low, high) => [Math.min(0, low), high === 0 ? 1 : high * 1.08] } : {}) },
      },
      axes: [axisX, { label: chart.yLabel, size: 70 }],
      series: [
        { label: categories ? "" : chart.xLabel, value: (_, at) => at == null ? "-" : categories ? categories[at] : at },
        ...chart.series.map((series, index) => {
          const colour = colours[index % colours.length];
          return { label: series.label, stroke: colour, fill: chart.kind === "bars" ? colour + "55" : undefined, ...byKind[chart.kind]() };
        }),
      ],
    }, [x, ...chart.series.map((series) => series.values)], figure);
    plot.root.style.maxWidth = "100%";
  }
})();
