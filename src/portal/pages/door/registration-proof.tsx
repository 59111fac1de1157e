import { CloseCircleFilled, LeftOutlined, PhoneFilled } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Registration } from '../../../client/index.js';
import { useNow } from '../../components/elapsed.js';
import { numberText } from '../../components/number-text.js';
import { clockText } from '../../components/time-text.js';
import { useProblemNotice } from '../../words/problem-notice.js';
import { useProblemText } from '../../words/problem-text.js';
import { reasonKey } from '../conference/reason-key.js';
import { usePublicNumbers } from './public-numbers.js';
import { useCallAgain, useRegistration } from './registration-queries.js';
import { SpokenCodeForm } from './spoken-code-form.js';

interface RegistrationProofProps {
  readonly begun: Registration;
  /** Back to the form. */
  readonly onChange: () => void;
  readonly onDone: () => void;
}

/** From the form to the code: what the phone has to do now. */
export function RegistrationProof({ begun, onChange, onDone }: RegistrationProofProps) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const { data: registration, dataUpdatedAt, error } = useRegistration(begun);
  const { state, activationMsLeft } = registration;
  const canConfirm = state === 'calling' || state === 'code-spoken';
  return (
    <section className="panel door-form proof">
      <h1>{t('register.proofTitle')}</h1>
      <div role="status">
        {state === 'awaiting-activation' ? (
          <Activation registration={registration} untilMs={dataUpdatedAt + (activationMsLeft ?? 0)} />
        ) : (
          <CallState registration={registration} />
        )}
        {error !== null && <p className="login-problem">{problemText(error)}</p>}
      </div>
      {canConfirm && <SpokenCodeForm registrationId={registration.id} onDone={onDone} />}
      <div className="proof-ways">
        <Button type="text" icon={<LeftOutlined />} onClick={onChange}>
          {t('register.change')}
        </Button>
        {state !== 'awaiting-activation' && state !== 'calling' && (
          <AgainButton registration={registration} />
        )}
      </div>
    </section>
  );
}

/** The number has to call the instant service first. */
function Activation({
  registration: { number },
  untilMs,
}: {
  readonly registration: Registration;
  readonly untilMs: number;
}) {
  const { t } = useTranslation();
  const instant = usePublicNumbers().find(({ service }) => service === 'instant');
  const own = numberText(number);
  return (
    <>
      <p className="proof-lead">
        {instant === undefined
          ? t('register.activateUnknown', { number: own })
          : t('register.activate', { number: own })}
      </p>
      {instant !== undefined && (
        <a className="proof-number digits" href={`tel:${instant.number}`}>
          {numberText(instant.number)}
        </a>
      )}
      <p className="soft">{t('register.activateWhy')}</p>
      <p className="proof-left">
        {t('register.activateLeft')} <Countdown untilMs={untilMs} />
      </p>
    </>
  );
}

/** Read aloud every second it would drown everything else. */
const Countdown = ({ untilMs }: { readonly untilMs: number }) => (
  <span className="digits" aria-live="off">
    {clockText(Math.ceil((untilMs - useNow()) / 1_000))}
  </span>
);

function CallState({ registration: { state, number, failure } }: { readonly registration: Registration }) {
  const { t } = useTranslation();
  const own = numberText(number);
  switch (state) {
    case 'calling':
      return (
        <Shown
          icon={<PhoneFilled />}
          title={t('register.calling', { number: own })}
          text={t('register.callingText')}
        />
      );
    case 'code-spoken':
      return <Shown icon={<PhoneFilled />} title={t('register.spoken')} text={t('register.spokenText')} />;
    case 'activation-missed':
      return (
        <Shown
          icon={<CloseCircleFilled />}
          failed
          title={t('register.missed')}
          text={t('register.missedText', { number: own })}
        />
      );
    default:
      return (
        <Shown
          icon={<CloseCircleFilled />}
          failed
          title={t('register.failed', { number: own })}
          text={
            failure === null
              ? ''
              : t('register.failedReason', { reason: t(reasonKey(failure), { code: failure }) })
          }
        />
      );
  }
}

interface ShownProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly failed?: boolean;
}

const Shown = ({ icon, title, text, failed = false }: ShownProps) => (
  <div className={failed ? 'proof-shown proof-failed' : 'proof-shown'}>
    <span className="proof-icon">{icon}</span>
    <div>
      <h2>{title}</h2>
      <p className="soft">{text}</p>
    </div>
  </div>
);

function AgainButton({ registration: { id, state } }: { readonly registration: Registration }) {
  const { t } = useTranslation();
  const showProblem = useProblemNotice();
  const again = useCallAgain(id);
  return (
    <Button
      type={state === 'code-spoken' ? 'default' : 'primary'}
      loading={again.isPending}
      onClick={() => again.mutate(undefined, { onError: showProblem })}
    >
      {t(state === 'activation-missed' ? 'register.retry' : 'register.callAgain')}
    </Button>
  );
}
