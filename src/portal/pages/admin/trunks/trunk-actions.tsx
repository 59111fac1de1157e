import { MoreOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Trunk } from '../../../../client/index.js';
import { useAct } from '../../../components/use-act.js';
import { useChangeTrunk, useGiveBackTrunk, useRemoveTrunk } from './trunk-queries.js';

interface TrunkActionsProps {
  readonly trunk: Trunk;
  readonly onEdit: () => void;
}

export function TrunkActions({ trunk, onEdit }: TrunkActionsProps) {
  const { t } = useTranslation();
  const items = useTrunkMenu(trunk);
  return (
    <>
      <Button type="link" onClick={onEdit}>
        {t('admin.edit')}
      </Button>
      <Dropdown trigger={['click']} menu={{ items }}>
        <Button type="text" icon={<MoreOutlined />} aria-label={t('trunk.moreOf', { id: trunk.id })} />
      </Dropdown>
    </>
  );
}

function useTrunkMenu(trunk: Trunk) {
  const { t } = useTranslation();
  const { id, enabled, version, configured, edited, state } = trunk;
  const { run, confirm } = useAct();
  const change = useChangeTrunk();
  const remove = useRemoveTrunk();
  const giveBack = useGiveBackTrunk();
  const enable = () =>
    void run({
      act: () => change.mutateAsync({ id, enabled: true, version }),
      doneText: t('trunk.enabled', { id }),
    });
  const disable = () =>
    confirm({
      title: t('trunk.disableTitle', { id }),
      text: t('trunk.disableText', { count: state.callsIn + state.callsOut }),
      okText: t('trunk.disable'),
      act: () => change.mutateAsync({ id, enabled: false, version }),
      doneText: t('trunk.disabled', { id }),
    });
  const backToConfiguration = () =>
    confirm({
      title: t('trunk.giveBackTitle', { id }),
      text: t('admin.giveBackText', { name: id }),
      okText: t('admin.giveBack'),
      act: () => giveBack.mutateAsync(id),
      doneText: t('admin.givenBack'),
    });
  const removeIt = () =>
    confirm({
      title: t('trunk.removeTitle', { id }),
      text: t('trunk.removeText'),
      okText: t('admin.remove'),
      act: () => remove.mutateAsync(id),
      doneText: t('admin.removed'),
    });
  return [
    enabled
      ? { key: 'disable', label: t('trunk.disable'), onClick: disable }
      : { key: 'enable', label: t('trunk.enable'), onClick: enable },
    ...(configured && edited
      ? [{ key: 'give-back', label: t('admin.giveBack'), onClick: backToConfiguration }]
      : []),
    // What the configuration file names would come back with the next start.
    ...(configured ? [] : [{ key: 'remove', danger: true, label: t('admin.remove'), onClick: removeIt }]),
  ];
}
