import { CheckCircleFilled } from '@ant-design/icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Registration } from '../../../client/index.js';
import { LinkButton } from '../../components/link-button.js';
import { numberText } from '../../components/number-text.js';
import { partyWords } from '../../components/party-words.js';
import { words as conferenceWords } from '../conference/words.js';
import { DoorFrame } from './door-frame.js';
import { registerWords } from './register-words.js';
import { RegistrationForm } from './registration-form.js';
import { RegistrationProof } from './registration-proof.js';
import { words as doorWords } from './words.js';

/** Those of a conference too: why the call with the code has failed. */
export const words = [doorWords, registerWords, conferenceWords, partyWords];

/** 立即注册 [S32]: the form, the proof by telephone, and 注册成功. */
export default function RegisterPage() {
  return (
    <DoorFrame>
      <Register />
    </DoorFrame>
  );
}

function Register() {
  const [registration, setRegistration] = useState<Registration>();
  const [isDone, setDone] = useState(false);
  if (isDone && registration !== undefined) return <Done number={registration.number} />;
  return (
    <>
      {/* Stays, so that what was filled in is still there when no call came. */}
      <div hidden={registration !== undefined}>
        <RegistrationForm onBegun={setRegistration} />
      </div>
      {registration !== undefined && (
        <RegistrationProof
          begun={registration}
          onChange={() => setRegistration(undefined)}
          onDone={() => setDone(true)}
        />
      )}
    </>
  );
}

function Done({ number }: { readonly number: string }) {
  const { t } = useTranslation();
  return (
    <section className="panel door-outcome" role="status">
      <CheckCircleFilled className="door-outcome-icon" />
      <h1>{t('register.done')}</h1>
      <p className="soft">{t('register.doneText', { number: numberText(number) })}</p>
      <div className="door-outcome-ways">
        <LinkButton to="/" type="primary" size="large">
          {t('register.toOverview')}
        </LinkButton>
      </div>
    </section>
  );
}
