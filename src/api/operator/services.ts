import type { Operator } from '../../call/operator-request.js';
import type { OperatorRow } from '../../store/repositories/operator-repository.js';
import type { OperatorRunner } from '../../call/operator-runner.js';

/** Handed over by the composition root: what the help queue stands on. */
export interface OperatorServices {
  readonly queue: Pick<OperatorRunner, 'requests' | 'take' | 'giveBack'>;
  /** Told after each change of the queue; returns how to stop. */
  readonly watch: OperatorRunner['watch'];
  readonly roster: {
    readonly hours: { readonly hours: string | undefined; readonly timeZone: string };
    isOpen(): boolean;
    /** With what rings at it now: its browser or its telephone. */
    operatorOf(row: Pick<OperatorRow, 'id' | 'e164'>): Operator;
    /** To be called when operators or hours were changed; resolved when that counts. */
    load(): Promise<void>;
  };
}

/** The name of the hours among the settings; without it those of the configuration count. */
export const OFFICE_HOURS = 'operators.hours';

/** As it is stored; null: always. */
export interface StoredHours {
  readonly hours: string | null;
  readonly timeZone: string;
}
