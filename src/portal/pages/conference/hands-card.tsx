import { Button } from 'antd';
import { memo, useMemo, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Participant } from '../../../client/index.js';
import type { Known } from '../../live/known-name.js';
import type { ConferenceActions, Pending } from './conference-actions.js';
import { DOWN, GRIP, HAND, UP } from './icons.js';
import { beforeAt, raisedHands } from './party-state.js';
import { useWhoText } from './use-who-text.js';

type RaisedHand = Pick<Participant, 'id'> & Known;

/** The same array as long as the hands are the same: most of what happens has nothing to do with them. */
export function useRaisedHands(participants: readonly Participant[]): readonly RaisedHand[] {
  const key = JSON.stringify(raisedHands(participants).map(handOf));
  return useMemo(() => JSON.parse(key) as RaisedHand[], [key]);
}

const handOf = ({ id, name, contactName, number }: Participant): RaisedHand => ({
  id,
  name,
  contactName,
  number,
});

interface HandsCardProps {
  readonly hands: readonly RaisedHand[];
  readonly actions: ConferenceActions;
  readonly pending: Pending;
}

/** Who wants to speak, in the order in which they will [S23]; dragged, or moved by the arrows. */
export const HandsCard = memo(function HandsCard({ hands, actions, pending }: HandsCardProps) {
  const { t } = useTranslation();
  const [dragged, setDragged] = useState<string>();
  const place = (id: string, to: number) => void actions.placeHand(id, beforeAt(hands, id, to));
  const drop = (event: DragEvent, to: number) => {
    event.preventDefault();
    if (dragged !== undefined) place(dragged, to);
    setDragged(undefined);
  };
  return (
    <section className="side-card" aria-label={t('live.hands')}>
      <h2>
        {HAND} {t('live.hands')} <span className="people-count digits">{hands.length}</span>
      </h2>
      {hands.length === 0 ? (
        <p className="soft">{t('live.noHands')}</p>
      ) : (
        <ol className="hands">
          {hands.map((hand, at) => (
            <li
              key={hand.id}
              className={hand.id === dragged ? 'hand hand-dragged' : 'hand'}
              draggable={hands.length > 1}
              onDragStart={() => setDragged(hand.id)}
              onDragEnd={() => setDragged(undefined)}
              onDragOver={(event) => event.preventDefault()}
              onDrop={(event) => drop(event, at)}
            >
              <Hand
                hand={hand}
                busy={pending.has(hand.id)}
                isFirst={at === 0}
                isLast={at === hands.length - 1}
                actions={actions}
                onMove={(by) => place(hand.id, at + by)}
              />
            </li>
          ))}
        </ol>
      )}
      {hands.length > 1 && <p className="soft side-hint">{t('live.handsHint')}</p>}
    </section>
  );
});

interface HandProps {
  readonly hand: RaisedHand;
  readonly busy: boolean;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly actions: ConferenceActions;
  readonly onMove: (by: -1 | 1) => void;
}

function Hand({ hand, busy, isFirst, isLast, actions, onMove }: HandProps) {
  const { t } = useTranslation();
  const who = useWhoText()(hand);
  const labelOf = (action: string) => t('live.actionFor', { action, who });
  return (
    <>
      <div className="hand-who">
        <span className="hand-grip">{GRIP}</span>
        <span className="hand-name">{who}</span>
        <button
          type="button"
          className="row-button"
          aria-label={labelOf(t('live.moveUp'))}
          disabled={isFirst || busy}
          onClick={() => onMove(-1)}
        >
          {UP}
        </button>
        <button
          type="button"
          className="row-button"
          aria-label={labelOf(t('live.moveDown'))}
          disabled={isLast || busy}
          onClick={() => onMove(1)}
        >
          {DOWN}
        </button>
      </div>
      <div className="hand-actions">
        <Button
          size="small"
          type="primary"
          aria-label={labelOf(t('live.giveFloor'))}
          loading={busy}
          onClick={() => void actions.giveFloor(hand.id)}
        >
          {t('live.giveFloor')}
        </Button>
        <Button
          size="small"
          aria-label={labelOf(t('live.lowerHand'))}
          disabled={busy}
          onClick={() => void actions.lowerHand(hand.id)}
        >
          {t('live.lowerHand')}
        </Button>
      </div>
    </>
  );
}
