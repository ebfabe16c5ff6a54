/** What the console uses of uPlot, which the API serves from a WebJar. */
export default class uPlot {
  constructor(options: object, data: number[][], target: HTMLElement);
  readonly width: number;
  setData(data: (number | null)[][]): void;
  setScale(scale: string, limits: { min: number; max: number }): void;
  setSize(size: { width: number; height: number }): void;
  destroy(): void;
}
