import { LiveProvider } from '../live/live-provider.js';
import { Frame } from './frame.js';
import { PageShell } from './page-shell.js';

/** What all pages behind the login stand in; fetched after it, so that the login itself is light. */
export default function Inside() {
  return (
    <PageShell>
      <LiveProvider>
        <Frame />
      </LiveProvider>
    </PageShell>
  );
}
