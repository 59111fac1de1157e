import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Participant } from '../../../client/index.js';
import { knownName, type Known } from '../../live/known-name.js';
import { HANG_UP, MICROPHONE, MICROPHONE_OFF, PAUSE, PLAY } from './icons.js';
import { Mark, RowButton, TimeIn, Who } from './party-parts.js';
import { isMutedByOthers, marksOf } from './party-state.js';
import { QualityBars } from './quality-bars.js';
import type { RowProps } from './row.js';
import { TalkingLight } from './talking-light.js';
import { useWhoText } from './use-who-text.js';

interface ParticipantRowProps extends RowProps<Participant> {
  readonly isHost: boolean;
}

/** Somebody who is in. Each part is drawn anew only when what it shows changes: who begins to talk moves one light. */
export const ParticipantRow = memo(function ParticipantRow({
  party: participant,
  isHost,
  busy,
  isCurrent,
  handlers,
}: ParticipantRowProps) {
  const { id, name, contactName, number, browser, role, operator, talking, heard, place, mutes, handRaised } =
    participant;
  return (
    <li
      className={talking && heard ? 'party party-talking' : 'party'}
      data-party={id}
      data-participant={id}
      data-number={number}
      tabIndex={isCurrent ? 0 : -1}
    >
      <TalkingLight talking={talking} heard={heard} />
      <Who
        name={knownName(participant)}
        number={number}
        browser={browser}
        badge={operator ? 'staff' : isHost ? 'host' : role}
      />
      <Marks place={place} mutes={mutes} handRaised={handRaised} />
      <QualityBars quality={participant.quality} />
      <TimeIn fromMs={participant.enteredMs} />
      <Buttons {...{ id, name, contactName, number, place, mutes, busy, isCurrent, handlers }} />
    </li>
  );
});

type MarksProps = Pick<Participant, 'place' | 'mutes' | 'handRaised'>;

const Marks = memo(function Marks({ place, mutes, handRaised }: MarksProps) {
  return (
    <div className="party-marks">
      {marksOf({ place, mutes }).map(({ word, tone }) => (
        <Mark key={word} word={word} tone={tone} />
      ))}
      {handRaised && <Mark word="hand" tone="calling" />}
    </div>
  );
});

type ButtonsProps = Pick<Participant, 'id' | 'place' | 'mutes'> &
  Known &
  Omit<RowProps<Participant>, 'party'>;

const Buttons = memo(function Buttons({ busy, isCurrent, handlers, ...participant }: ButtonsProps) {
  const { t } = useTranslation();
  const who = useWhoText()(participant);
  const muted = isMutedByOthers(participant);
  const held = participant.place === 'held';
  const common = { who, busy, reachable: isCurrent };
  return (
    <div className="party-actions">
      <RowButton
        {...common}
        action={t(muted ? 'live.unmute' : 'live.mute')}
        shortcut="M"
        icon={muted ? MICROPHONE : MICROPHONE_OFF}
        onClick={() => handlers.onMute(participant)}
      />
      <RowButton
        {...common}
        action={t(held ? 'live.resume' : 'live.hold')}
        shortcut="H"
        icon={held ? PLAY : PAUSE}
        onClick={() => handlers.onHold(participant)}
      />
      <RowButton
        {...common}
        danger
        action={t('live.hangUp')}
        shortcut="Delete"
        icon={HANG_UP}
        onClick={() => handlers.onHangUp(participant)}
      />
    </div>
  );
});
