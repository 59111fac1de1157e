/**
 * `parse`, which remembers what it has made of up to `textsMax` texts; with the next one it begins anew. Its values
 * are shared: nobody may change them.
 */
export function remembered<Value>(
  parse: (text: string) => Readonly<Value>,
  textsMax: number,
): (text: string) => Readonly<Value> {
  const known = new Map<string, Readonly<Value>>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const made = parse(text);
    if (known.size === textsMax) known.clear();
    known.set(text, made);
    return made;
  };
}
