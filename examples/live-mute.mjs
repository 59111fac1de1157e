// Mutes everybody who talks longer than a number of seconds without a pause.
//   node examples/live-mute.mjs CONFERENCE_ID [SECONDS]
// HUITONG_URL names the server, HUITONG_API_KEY a key with conferences:read and conferences:write.
import { createClient, ProblemError } from 'huitong/client';

const { HUITONG_URL = 'http://127.0.0.1:8080', HUITONG_API_KEY: apiKey } = process.env;
const [conference, seconds = '30'] = process.argv.slice(2);
const huitong = createClient({ baseUrl: HUITONG_URL, apiKey });

/** Participant → the timer that mutes it. */
const talking = new Map();

for await (const event of huitong.events({ conference })) {
  if (event.name === 'snapshot') {
    const [running] = event.data.conferences;
    if (running === undefined) break;
    follow(running.participants.filter((one) => one.talking).map(({ id }) => id));
  }
  if (event.name === 'talking') follow(event.data.talking);
  if (event.name === 'change' && event.data.type === 'conference-closed') break;
}
follow([]);

function follow(now) {
  for (const [id, timer] of talking)
    if (!now.includes(id)) {
      clearTimeout(timer);
      talking.delete(id);
    }
  for (const id of now)
    if (!talking.has(id))
      talking.set(
        id,
        setTimeout(() => void mute(id), 1_000 * Number(seconds)),
      );
}

async function mute(participantId) {
  const path = { conferenceId: conference, participantId };
  try {
    await huitong.POST('/conferences/{conferenceId}/participants/{participantId}/mute', {
      params: { path },
      body: { muted: true },
    });
    console.log(`${participantId} is muted`);
  } catch (error) {
    // Gone meanwhile.
    if (!(error instanceof ProblemError) || error.status !== 404) throw error;
  }
}
