import { foundation } from './0001-foundation.js';
import { charging } from './0002-charging.js';
import { trunksAndDialing } from './0003-trunks-and-dialing.js';
import { numbersAndBookings } from './0004-numbers-and-bookings.js';
import type { Migration } from './migration.js';

/** In order, numbered from 1 without a gap. */
export const MIGRATIONS: readonly Migration[] = [foundation, charging, trunksAndDialing, numbersAndBookings];
