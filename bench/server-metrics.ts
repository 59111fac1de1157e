/** The counts of a running server, as `huitong_store_total{event="groups"}` → 17; throws when it has none. */
export async function readCounts(httpPort: number): Promise<(series: string) => number> {
  const response = await fetch(`http://127.0.0.1:${httpPort}/metrics`);
  const lines = (await response.text()).split('\n');
  const counts = new Map(
    lines
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => {
        const space = line.lastIndexOf(' ');
        return [line.slice(0, space), Number(line.slice(space + 1))];
      }),
  );
  return (series) => {
    const value = counts.get(series);
    if (value === undefined) throw new Error(`the server does not count ${series}`);
    return value;
  };
}
