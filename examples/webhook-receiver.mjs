// Receives webhooks: verifies who has sent them, answers at once, and prints each event once.
//   HUITONG_WEBHOOK_SECRET=whsec_… node examples/webhook-receiver.mjs [PORT]
// Put a server with TLS in front of it; the secret is shown when the webhook is created.
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';

const webhook = new Webhook(process.env.HUITONG_WEBHOOK_SECRET);
/** Deliveries are repeated until one is answered: the id tells those that were here already. */
const seen = new Set();
const SEEN_MAX = 10_000;

const server = createServer((request, response) => void receive(request, response));
server.listen(Number(process.argv[2] ?? 8090), '127.0.0.1', () => {
  console.log(`listening on ${server.address().port}`);
});

async function receive(request, response) {
  const body = await text(request);
  try {
    // Over the exact bytes, and not older than five minutes.
    const event = webhook.verify(body, request.headers);
    const id = request.headers['webhook-id'];
    response.writeHead(204).end();
    if (seen.has(id)) return;
    if (seen.size >= SEEN_MAX) seen.delete(seen.values().next().value);
    seen.add(id);
    console.log(`${event.type} ${JSON.stringify(event.data)}`);
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) throw error;
    response.writeHead(401).end();
  }
}
