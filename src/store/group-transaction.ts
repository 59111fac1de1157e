import { fail, ok, type Result } from '../base/result.js';
import { isOutage, type ChangedRows, type Statement, type StoreError, type Unit } from './store.js';

export type UnitOutcome = Result<ChangedRows, StoreError>;

/** What the database has to run next. Control steps may hold several commands and have no parameters. */
export type Step =
  | { readonly kind: 'control'; readonly sql: string }
  | { readonly kind: 'statement'; readonly statement: Statement };
/** What it did: how many rows changed (0 for control). */
export type StepOutcome = Result<number, StoreError>;

export type GroupTransaction = Generator<Step, readonly UnitOutcome[], StepOutcome>;

const control = (sql: string): Step => ({ kind: 'control', sql });
const UNDO_UNIT = control('rollback to savepoint unit');
const FIRST_SAVEPOINT = control('savepoint unit');
const NEXT_SAVEPOINT = control('release savepoint unit; savepoint unit');

/**
 * Many units in one transaction, each behind a savepoint, so that a unit that fails is undone alone. It
 * names the steps and is told their outcomes, so that one order of commands serves a blocking and a
 * waiting driver. When the database itself fails, the units that follow are not tried: each would wait
 * for the same lock.
 */
export function* groupTransaction(units: readonly Unit[], begin: string): GroupTransaction {
  const begun = yield control(begin);
  if (!begun.ok) return units.map(() => begun);
  const outcomes: UnitOutcome[] = [];
  let outage: UnitOutcome | undefined;
  for (const unit of units) {
    const marked = yield outcomes.length === 0 ? FIRST_SAVEPOINT : NEXT_SAVEPOINT;
    const outcome = marked.ok ? yield* runUnit(unit) : marked;
    outcomes.push(outcome);
    if (outcome.ok) continue;
    const undone = yield UNDO_UNIT;
    // SQLite ends the whole transaction by itself after some faults, and a lost connection has none.
    if (!undone.ok) return yield* abandon(units, outcome);
    if (isOutage(outcome.error.code)) {
      outage = outcome;
      break;
    }
  }
  const committed = yield control('commit');
  if (!committed.ok) return yield* abandon(units, committed);
  return units.map((_, index) => outcomes[index] ?? outage!);
}

function* runUnit(unit: Unit): Generator<Step, UnitOutcome, StepOutcome> {
  const changed: number[] = [];
  for (const statement of unit.statements) {
    const done = yield { kind: 'statement', statement };
    if (!done.ok) return done;
    if (statement.expectRows !== undefined && done.value !== statement.expectRows) {
      return fail({
        code: 'CONFLICT',
        message: `${done.value} rows changed, expected ${statement.expectRows}`,
      });
    }
    changed.push(done.value);
  }
  return ok(changed);
}

function* abandon(units: readonly Unit[], outcome: UnitOutcome): GroupTransaction {
  // Whether this succeeds makes no difference: the driver drops a connection that is not usable.
  yield control('rollback');
  return units.map(() => outcome);
}
