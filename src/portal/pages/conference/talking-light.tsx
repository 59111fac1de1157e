/** Glows while the participant talks; it fades slowly, so that the pauses between words do not flicker. */
export function TalkingLight({ talking, heard }: { readonly talking: boolean; readonly heard: boolean }) {
  const state = !heard ? 'muted' : talking ? 'talking' : 'quiet';
  return (
    <span
      className={`talking-light talking-light-${state}`}
      data-talking={talking && heard}
      aria-hidden="true"
    >
      <i />
      <i />
      <i />
    </span>
  );
}
