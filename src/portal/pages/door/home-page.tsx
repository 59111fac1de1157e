import { AudioOutlined, CalendarOutlined, DesktopOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServiceNumber } from '../../../client/index.js';
import { LinkButton } from '../../components/link-button.js';
import { numberText } from '../../components/number-text.js';
import { partyWords } from '../../components/party-words.js';
import { words as conferenceWords } from '../conference/words.js';
import { DoorFrame } from './door-frame.js';
import { usePublicNumbers } from './public-numbers.js';
import { StartCall } from './start-call.js';
import { words as doorWords } from './words.js';

/** Those of a conference too: a start says whom it cannot call. */
export const words = [doorWords, conferenceWords, partyWords];

/** For who is not logged in: what this is, 立即使用 [S34], and the ways in. */
export default function HomePage() {
  return (
    <DoorFrame>
      <Home />
    </DoorFrame>
  );
}

function Home() {
  const { t } = useTranslation();
  return (
    <>
      <div className="home-hero">
        <div className="home-lead">
          <h1>{t('door.headline')}</h1>
          <p>{t('door.lead')}</p>
          <div className="home-ways">
            <LinkButton to="/register" type="primary" size="large">
              {t('door.register')}
            </LinkButton>
            <LinkButton to="/login" size="large">
              {t('door.login')}
            </LinkButton>
          </div>
          <ServiceNumbers />
        </div>
        <section className="panel home-start">
          <StartCall />
        </section>
      </div>
      <section className="home-section">
        <h2>{t('door.stepsTitle')}</h2>
        <ol className="home-three">
          <Step index={1} title={t('door.step1')} text={t('door.step1Text')} />
          <Step index={2} title={t('door.step2')} text={t('door.step2Text')} />
          <Step index={3} title={t('door.step3')} text={t('door.step3Text')} />
        </ol>
      </section>
      <section className="home-section">
        <h2>{t('door.featureTitle')}</h2>
        <ul className="home-three">
          <Feature icon={<CalendarOutlined />} title={t('door.feature1')} text={t('door.feature1Text')} />
          <Feature icon={<DesktopOutlined />} title={t('door.feature2')} text={t('door.feature2Text')} />
          <Feature icon={<AudioOutlined />} title={t('door.feature3')} text={t('door.feature3Text')} />
        </ul>
      </section>
    </>
  );
}

const SHOWN = ['bridge', 'quick', 'instant'] as const satisfies readonly ServiceNumber['service'][];

function ServiceNumbers() {
  const { t } = useTranslation();
  const numbers = usePublicNumbers();
  const shown = SHOWN.flatMap((service) => numbers.find((one) => one.service === service) ?? []);
  if (shown.length === 0) return null;
  return (
    <dl className="home-numbers" aria-label={t('door.servicesTitle')}>
      {shown.map(({ number, service }) => (
        <div key={number}>
          <dt>{t(`door.service.${service as (typeof SHOWN)[number]}`)}</dt>
          <dd className="digits">
            <a href={`tel:${number}`}>{numberText(number)}</a>
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface PointProps {
  readonly title: string;
  readonly text: string;
}

const Step = ({ index, title, text }: PointProps & { readonly index: number }) => (
  <li className="home-point">
    <span className="home-index">{index}</span>
    <h3>{title}</h3>
    <p className="soft">{text}</p>
  </li>
);

const Feature = ({ icon, title, text }: PointProps & { readonly icon: ReactNode }) => (
  <li className="panel home-point">
    <span className="tip-icon">{icon}</span>
    <h3>{title}</h3>
    <p className="soft">{text}</p>
  </li>
);
