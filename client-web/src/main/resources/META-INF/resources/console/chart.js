import uPlot from "/webjars/uplot/dist/uPlot.esm.js";
import { h } from "./dom.js";
import { SPAN } from "./live.js";

const COLOURS = ["--series-1", "--series-2", "--series-3", "--series-4", "--series-5", "--series-6"];
const HEIGHT = 220;
const CLOCK = new Intl.DateTimeFormat("en", {
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});
const MOST = COLOURS.length;

/**
 * A chart of the last minutes.
 *
 * @typedef {object} Point
 * @property {number} at seconds since 1970
 * @property {Record<string, number>} values by series
 */

/** Lines over time, one for each series that has come up. */
export class Chart {
  element = h("figure", { class: "chart" });
  #caption = h("figcaption");
  #canvas = h("div", { role: "img" });
  #unit;
  #missing;
  /** @type {string[]} */
  #series = [];
  /** @type {uPlot | undefined} */
  #plot;

  /**
   * @param {string} title
   * @param {string} unit
   * @param {0 | null} missing what a series is that a point does not name; null leaves a gap
   */
  constructor(title, unit, missing = 0) {
    this.#unit = unit;
    this.#missing = missing;
    this.#caption.textContent = title;
    this.element.append(this.#caption, this.#canvas);
    new ResizeObserver(() => this.#resize()).observe(this.#canvas);
  }

  /** @param {Point[]} points the oldest first */
  show(points) {
    const series = largest(points);
    const known = series.join() === this.#series.join() ? this.#plot : undefined;
    const plot = known ?? this.#make(series);
    const times = points.map(({ at }) => at);
    plot.setData([
      times,
      ...this.#series.map((name) => points.map(({ values }) => values[name] ?? this.#missing)),
    ]);
    const now = times.at(-1) ?? Date.now() / 1_000;
    plot.setScale("x", { min: now - SPAN, max: now });
    const last = points.at(-1)?.values ?? {};
    const told = this.#series.map((name) => `${name} ${round(last[name] ?? this.#missing)}`);
    this.#canvas.setAttribute(
      "aria-label",
      `${this.#caption.textContent}: now ${told.join(", ") || "nothing"} ${this.#unit}`,
    );
  }

  /** @param {string[]} series */
  #make(series) {
    this.#plot?.destroy();
    this.#series = series;
    const style = getComputedStyle(document.documentElement);
    const grid = { stroke: style.getPropertyValue("--line"), width: 1 };
    const axis = { stroke: style.getPropertyValue("--muted"), grid, ticks: grid };
    const times = (/** @type {any} */ _, /** @type {number[]} */ ticks) =>
      ticks.map((tick) => CLOCK.format(tick * 1_000));
    const fromZero = (/** @type {any} */ _, /** @type {number} */ __, /** @type {number} */ max) => [
      0,
      Math.max(1, max * 1.1),
    ];
    this.#plot = new uPlot(
      {
        width: this.#width,
        height: HEIGHT,
        cursor: { drag: { x: false, y: false } },
        legend: { live: false },
        scales: { y: { range: fromZero } },
        axes: [
          { ...axis, values: times, incrs: [60] },
          { ...axis, size: 56 },
        ],
        series: [
          {},
          ...series.map((name, index) => ({
            label: name,
            stroke: style.getPropertyValue(COLOURS[index] ?? "--muted"),
            width: 2,
            points: { show: this.#missing === null, size: 4 },
          })),
        ],
      },
      [[], ...series.map(() => [])],
      this.#canvas,
    );
    return this.#plot;
  }

  get #width() {
    return Math.max(240, this.#canvas.clientWidth);
  }

  #resize() {
    if (this.#plot && this.#plot.width !== this.#width) {
      this.#plot.setSize({ width: this.#width, height: HEIGHT });
    }
  }
}

/**
 * The names of the series with the most, in the order of their names.
 *
 * @param {Point[]} points
 */
function largest(points) {
  /** @type {Map<string, number>} */
  const sums = new Map();
  for (const { values } of points) {
    for (const [name, value] of Object.entries(values)) {
      sums.set(name, (sums.get(name) ?? 0) + value);
    }
  }
  const ordered = [...sums].toSorted(([, one], [, other]) => other - one).slice(0, MOST);
  return ordered.map(([name]) => name).toSorted();
}

/** @param {number | null} value */
function round(value) {
  if (value === null) return "–";
  return value >= 10 ? Math.round(value).toLocaleString("en") : Math.round(value * 10) / 10;
}
