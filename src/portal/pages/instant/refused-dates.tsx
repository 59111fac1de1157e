import { useTimeText } from '../../components/use-time-text.js';
import { useProblemText } from '../../words/problem-text.js';
import type { BookedDates } from './book-each.js';

/** Dates of a rule that were not booked, each with its reason. */
export function RefusedDates({ refused }: Pick<BookedDates<unknown>, 'refused'>) {
  const { dateText } = useTimeText();
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
