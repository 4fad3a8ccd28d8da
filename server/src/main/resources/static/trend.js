// Draws posture over time, stacked by verdict, out of the figures that the table beside it has too. Each verdict has a
// stroke pattern of its own besides its colour.
const ORDER = ["trusted", "pending", "stale", "drifted", "rejected"];
const DASHES = { trusted: [], pending: [2, 3], stale: [6, 3], drifted: [10, 3, 2, 3], rejected: [1, 2] };
const place = document.getElementById("trend");
const colour = (name) => {
  const probe = document.createElement("i");
  probe.className = `v-${name}`;
  place.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
};

function stacked(hosts) {
  const sums = [];
  let below = null;
  for (const name of ORDER) {
    below = hosts[name].map((n, i) => n + (below ? below[i] : 0));
    sums.push(below);
  }
  return sums;
}

// Of a span of days the date, of one day the time.
const clock = (at) => (seconds) => {
  const text = new Date(seconds * 1e3).toISOString();
  return at.at(-1) - at[0] > 172800 ? text.slice(5, 10) : text.slice(11, 16);
};

async function draw() {
  const answer = await fetch(place.dataset.figures, { headers: { Accept: "application/json" } });
  if (!answer.ok) {
    return;
  }
  const { at, hosts } = await answer.json();
  if (at.length < 2) {
    return;
  }
  const ink = getComputedStyle(place).color;
  const axis = { stroke: ink, grid: { stroke: colour("pending"), width: 0.25 }, ticks: { show: false } };
  const series = ORDER.map((name) => ({
    label: name.toUpperCase(), stroke: colour(name), width: 1.5, dash: DASHES[name], points: { show: false },
    value: (_, __, index, i) => (i === null ? "–" : hosts[ORDER[index - 1]][i].toLocaleString("en")),
  }));
  const bands = ORDER.slice(1).map((name, i) => ({ series: [i + 2, i + 1], fill: `color-mix(in srgb, ${colour(name)} 35%, transparent)` }));
  series[0].fill = `color-mix(in srgb, ${colour("trusted")} 22%, transparent)`;
  place.replaceChildren();
  const size = () => ({ width: place.clientWidth, height: 190 });
  const chart = new uPlot({
    ...size(), series: [{ value: "{YYYY}-{MM}-{DD} {HH}:{mm} UTC" }, ...series], bands,
    axes: [{ ...axis, values: (_, ticks) => ticks.map(clock(at)) }, { ...axis, size: 56, values: (_, ticks) => ticks.map((n) => n.toLocaleString("en")) }],
    scales: { y: { range: (_, __, most) => [0, Math.max(1, most * 1.05)] } },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1e3), "UTC"), cursor: { drag: { x: false, y: false } },
  }, [at, ...stacked(hosts)], place);
  addEventListener("resize", () => chart.setSize(size()));
}

draw();
