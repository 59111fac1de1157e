/** Of the phone of this page: not wanted, being set up, waiting for its connection, or to be called. */
export type SeatStatus = 'off' | 'setting-up' | 'connecting' | 'ready';

export interface SeatDeskProps {
  readonly onStatus: (status: SeatStatus) => void;
  /** It is not wanted any more. */
  readonly onClose: () => void;
}
