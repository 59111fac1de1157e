import { Collapse } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Trunk } from '../../../../client/index.js';
import { FormDrawer } from '../../../components/form-drawer.js';
import { InboundFields, OutboundFields, TrunkBasics } from './trunk-fields.js';
import { useChangeTrunk, useCreateTrunk } from './trunk-queries.js';
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

export function TrunkDrawer({ trunk, onClose }: TrunkDrawerProps) {
  const { t } = useTranslation();
  const create = useCreateTrunk();
  const change = useChangeTrunk();
  const save = (values: TrunkFormValues) =>
    trunk === undefined
      ? create.mutateAsync(trunkCreateOf(values))
      : change.mutateAsync({ ...trunkChangeOf(values), id: trunk.id, version: trunk.version });
  return (
    <FormDrawer<TrunkFormValues>
      title={trunk === undefined ? t('trunk.addTitle') : t('trunk.editTitle', { id: trunk.id })}
      submitText={t('admin.save')}
      initial={trunk === undefined ? NEW_TRUNK : trunkValuesOf(trunk)}
      save={save}
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
