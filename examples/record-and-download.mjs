// Records a running conference for some seconds, then downloads the sound.
//   node examples/record-and-download.mjs CONFERENCE_ID SECONDS FILE.wav
// HUITONG_URL names the server, HUITONG_API_KEY a key with conferences:write and recordings:read.
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { createClient, done } from 'huitong/client';

const { HUITONG_URL = 'http://127.0.0.1:8080', HUITONG_API_KEY: apiKey } = process.env;
const [conferenceId, seconds, file] = process.argv.slice(2);
const huitong = createClient({ baseUrl: HUITONG_URL, apiKey });

const record = (on) =>
  done(
    huitong.POST('/conferences/{conferenceId}/record', { params: { path: { conferenceId } }, body: { on } }),
  );

const { recording: recordingId } = await record(true);
console.log(`recording ${recordingId}`);
await pause(1_000 * Number(seconds));
await record(false);

const params = { path: { recordingId } };
let status = 'recording';
while (status === 'recording') {
  await pause(250);
  ({ status } = await done(huitong.GET('/recordings/{recordingId}', { params })));
}

const { url } = await done(huitong.POST('/recordings/{recordingId}/links', { params, body: {} }));
const token = url.slice(url.lastIndexOf('/') + 1);
const sound = await done(
  huitong.GET('/recording-files/{token}', { params: { path: { token } }, parseAs: 'stream' }),
);
await pipeline(Readable.fromWeb(sound), createWriteStream(file));
console.log(`${status}: ${file}`);
