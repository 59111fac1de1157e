import { BoundedMap } from './bounded-map.js';

/** `parse`, which remembers what it has made of the first `textsMax` texts. Its values are shared: nobody may change them. */
export function remembered<Value>(
  parse: (text: string) => Readonly<Value>,
  textsMax: number,
): (text: string) => Readonly<Value> {
  const known = new BoundedMap<string, Readonly<Value>>(textsMax);
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const made = parse(text);
    known.set(text, made);
    return made;
  };
}
