import type { TimeText } from '../../components/time-text.js';
import { useProblemText } from '../../words/problem-text.js';
import type { BookedDates } from './book-each.js';

interface RefusedDatesProps extends Pick<BookedDates<unknown>, 'refused'> {
  /** Given: a notice is drawn outside of the pages, where no time zone is known. */
  readonly dateText: TimeText['dateText'];
}

/** Dates of a rule that were not booked, each with its reason. */
export function RefusedDates({ refused, dateText }: RefusedDatesProps) {
  const problemText = useProblemText();
  return (
    <ul className="rejected-parties">
      {refused.map(({ startMs, why }) => (
        <li key={startMs}>
          <span className="digits">{dateText(startMs)}</span> {problemText(why)}
        </li>
      ))}
    </ul>
  );
}
