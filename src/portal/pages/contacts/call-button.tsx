import { PhoneOutlined } from '@ant-design/icons';
import { Button, Dropdown, type ButtonProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Conference } from '../../../client/index.js';
import type { PartyEntry } from '../../components/party-values.js';
import { useOwnConferences } from '../../live/use-own-conferences.js';
import { invitingPath, startingPath } from './call-paths.js';

interface CallButtonProps extends ButtonProps {
  readonly entries: readonly PartyEntry[];
}

/** Leads to a new call with them; while conferences run, also to an invitation into one. */
export function CallButton({ entries, ...button }: CallButtonProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const running = useOwnConferences();
  const start = () => void navigate(startingPath(entries));
  if (running.length === 0) return <Button icon={<PhoneOutlined />} {...button} onClick={start} />;
  const items = [
    ...running.map((conference) => ({
      key: conference.id,
      label: (
        <bdi>{t('contacts.callInto', { name: nameOf(conference) ?? t('contacts.someConference') })}</bdi>
      ),
      onClick: () => void navigate(invitingPath(conference, entries)),
    })),
    { key: 'new', label: t('contacts.callNew'), onClick: start },
  ];
  return (
    <Dropdown trigger={['click']} menu={{ items }}>
      <Button icon={<PhoneOutlined />} {...button} />
    </Dropdown>
  );
}

const nameOf = ({ name, roomNumber }: Conference): string | undefined =>
  [name, roomNumber].find((text) => text !== '');
