import { Dialog, type AnswerFacts, type RequestParts } from './dialog.js';
import type { DigestClient } from './digest-client.js';
import { InDialogRequest } from './in-dialog-request.js';
import { byeReason } from './reason-header.js';
import type { UserEffect } from './transaction-user.js';

export interface ForkOptions {
  readonly answer: AnswerFacts;
  /** Branch, Via and credentials of the ACK, which is a transaction of its own. */
  readonly ack: Omit<RequestParts, 'method'>;
  readonly digest: DigestClient | undefined;
}

/** One peer that answered our INVITE with a 2xx: its dialog, and the ACK that it gets as often as it asks. */
export class Fork {
  readonly dialog: Dialog;
  readonly #digest: DigestClient | undefined;
  readonly #ack: UserEffect;
  #acknowledged = false;

  constructor({ answer, ack, digest }: ForkOptions) {
    this.dialog = Dialog.ofAnswer(answer);
    this.#digest = digest;
    // It goes where the dialog pointed when the 2xx came (§13.2.2.4).
    const { destination } = this.dialog.facts;
    this.#ack = { type: 'acknowledge', socket: answer.socket, destination, bytes: this.dialog.ack(ack) };
  }

  acknowledge(): readonly UserEffect[] {
    this.#acknowledged = true;
    return [this.#ack];
  }

  /** The 2xx came again: the ACK was lost, or is still held back until the answer is durable. */
  repeated(): readonly UserEffect[] {
    return this.#acknowledged ? [this.#ack] : [];
  }

  /** Not wanted: ACK and BYE at once [C11] [C12]. */
  release(): readonly UserEffect[] {
    const { dialog } = this;
    const headers = [byeReason()];
    const request = new InDialogRequest({ dialog, method: 'BYE', headers, digest: this.#digest });
    return [
      { type: 'count', counter: 'answersReleased' },
      ...this.acknowledge(),
      { type: 'request', request },
    ];
  }
}
