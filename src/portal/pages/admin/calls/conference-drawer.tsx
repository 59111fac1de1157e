import { Drawer, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Conference, ConferenceSummary } from '../../../../client/index.js';
import { Elapsed } from '../../../components/elapsed.js';
import { Loaded } from '../../../components/loaded.js';
import { useConference } from './call-queries.js';
import './conference-drawer.css';

const WIDTH_PX = 520;

interface ConferenceDrawerProps {
  readonly conference: ConferenceSummary;
  readonly onClose: () => void;
}

/** Who is in a conference, and how well they hear. */
export function ConferenceDrawer({ conference: { id, name }, onClose }: ConferenceDrawerProps) {
  const { t } = useTranslation();
  const conference = useConference(id);
  return (
    <Drawer open size={WIDTH_PX} title={<bdi>{name}</bdi>} onClose={onClose}>
      <Loaded query={conference}>
        {({ participants }) =>
          participants.length === 0 ? (
            <p className="soft">{t('everyConference.nobody')}</p>
          ) : (
            <ul className="drawer-people" aria-label={t('everyConference.people')}>
              {participants.map((participant) => (
                <Person key={participant.id} participant={participant} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Drawer>
  );
}

function Person({ participant }: { readonly participant: Conference['participants'][number] }) {
  const { t } = useTranslation();
  const { name, number, enteredMs, talking, quality } = participant;
  return (
    <li>
      <span className="two-lines">
        <bdi>{name ?? number ?? t('everyConference.withheld')}</bdi>
        {name !== null && <small className="digits">{number ?? t('everyConference.withheld')}</small>}
        {quality !== null && (
          <small>
            {t('everyConference.quality', {
              mos: quality.mos.toFixed(1),
              loss: quality.lossPercent.toFixed(1),
            })}
          </small>
        )}
      </span>
      <span className="tags">
        {talking && <Tag color="green">{t('everyConference.talking')}</Tag>}
        <Elapsed fromMs={enteredMs} />
      </span>
    </li>
  );
}
