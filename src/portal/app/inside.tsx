import { App } from 'antd';
import { LiveProvider } from '../live/live-provider.js';
import { Frame } from './frame.js';

/** What all pages behind the login stand in; fetched after it, so that the login itself is light. */
export default function Inside() {
  return (
    <App>
      <LiveProvider>
        <Frame />
      </LiveProvider>
    </App>
  );
}
