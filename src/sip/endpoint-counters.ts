/** What the endpoint counts: everything it drops, refuses or gives up. */
export const SIP_COUNTER_NAMES = [
  'datagrams',
  /** From an address of no trunk: dropped in silence. */
  'unknownSender',
  'keepAlives',
  /** Neither request nor response can be made out. */
  'unframable',
  /** A request that is owed a 4xx or 5xx for its form. */
  'invalidRequests',
  /** A request or response that is dropped for its form. */
  'droppedMessages',
  'requestRetransmissions',
  'mergedRequests',
  /** A response or ACK that belongs to nothing. */
  'strayResponses',
  'strayAcks',
  /** A request in a dialog that is not known, or not the sender's. */
  'unknownDialog',
  'outOfOrder',
  /** 503, or nothing sent, because a limit was reached. */
  'transactionsFull',
  'dialogsFull',
  /** 503 because the server is draining. */
  'drained',
  /** A BYE that could not be sent, that nobody answered, or that was challenged and not let through. */
  'byesFailed',
  /** An INVITE of ours that went on to the next target [C4]. */
  'failovers',
  /** A 2xx that was not wanted, of a fork, a former target or after our CANCEL: ACK and BYE [C11] [C12]. */
  'answersReleased',
  /** A fork beyond the limit of one INVITE: left without ACK, so that its own time-out ends it. */
  'forksFull',
  'transportErrors',
  /** An exception while handling one input: a fault of ours, logged. */
  'handlerFaults',
] as const;

export type SipCounter = (typeof SIP_COUNTER_NAMES)[number];
