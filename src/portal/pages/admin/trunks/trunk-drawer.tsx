import { Collapse } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Trunk } from '../../../../client/index.js';
import { FormDrawer } from '../../../components/form-drawer.js';
import { useOpened } from '../../../components/use-opened.js';
import { InboundFields, OutboundFields, TrunkBasics } from './trunk-fields.js';
import { useChangeTrunk, useCreateTrunk, useReadTrunk } from './trunk-queries.js';
import {
  NEW_TRUNK,
  trunkChangeOf,
  trunkCreateOf,
  trunkValuesOf,
  type TrunkFormValues,
} from './trunk-values.js';

interface TrunkDrawerProps {
  /** Undefined: a new one. */
  readonly trunk: Trunk | undefined;
  readonly onClose: () => void;
}

const valuesOf = (trunk: Trunk | undefined): TrunkFormValues =>
  trunk === undefined ? NEW_TRUNK : trunkValuesOf(trunk);

export function TrunkDrawer({ trunk, onClose }: TrunkDrawerProps) {
  const { t } = useTranslation();
  const create = useCreateTrunk();
  const change = useChangeTrunk();
  const readTrunk = useReadTrunk();
  const read = async () => trunk && readTrunk(trunk.id);
  const { opened, initial, reload } = useOpened(trunk, { read, valuesOf });
  const save = (values: TrunkFormValues) =>
    opened === undefined
      ? create.mutateAsync(trunkCreateOf(values))
      : change.mutateAsync({ ...trunkChangeOf(values), id: opened.id, version: opened.version });
  return (
    <FormDrawer<TrunkFormValues>
      title={trunk === undefined ? t('trunk.addTitle') : t('trunk.editTitle', { id: trunk.id })}
      submitText={t('admin.save')}
      initial={initial}
      save={save}
      reload={reload}
      fieldOfCode={{ TRUNK_TAKEN: 'id' }}
      onClose={onClose}
    >
      <TrunkBasics isNew={trunk === undefined} />
      <Collapse
        ghost
        defaultActiveKey={['inbound', 'outbound']}
        items={[
          // Folded fields count as well.
          { key: 'inbound', label: t('trunk.inbound'), children: <InboundFields />, forceRender: true },
          { key: 'outbound', label: t('trunk.outbound'), children: <OutboundFields />, forceRender: true },
        ]}
      />
    </FormDrawer>
  );
}
