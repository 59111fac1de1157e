import { TimeTextProvider } from '../components/time-text-provider.js';
import { LiveProvider } from '../live/live-provider.js';
import { BrowserPhoneProvider } from '../phone/phone-provider.js';
import { SeatProvider } from '../phone/seat-provider.js';
import { Frame } from './frame.js';
import { PageShell } from './page-shell.js';

/** What all pages behind the login stand in; fetched after it, so that the login itself is light. */
export default function Inside() {
  return (
    <PageShell>
      <TimeTextProvider>
        <LiveProvider>
          <BrowserPhoneProvider>
            <SeatProvider>
              <Frame />
            </SeatProvider>
          </BrowserPhoneProvider>
        </LiveProvider>
      </TimeTextProvider>
    </PageShell>
  );
}
