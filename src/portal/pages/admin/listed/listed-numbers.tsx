import { PlusOutlined, UploadOutlined } from '@ant-design/icons';
import { Button, Input, Select, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedNumber } from '../../../../client/index.js';
import { EmptyList } from '../../../components/empty-list.js';
import { Loaded } from '../../../components/loaded.js';
import { MoreButton } from '../../../components/more-button.js';
import { numberText } from '../../../components/number-text.js';
import { ResourceList } from '../../../components/resource-list.js';
import { useAct } from '../../../components/use-act.js';
import { useSettled } from '../../../components/use-settled.js';
import { ImportDrawer } from './import-drawer.js';
import { ListNumberDrawer } from './list-number-drawer.js';
import { useListedNumbers, useUnlistNumber, type ListFilter } from './listed-number-queries.js';

export const VERDICTS = ['allowed', 'refused'] as const;

/** Numbers that are allowed or refused by name. */
export function ListedNumbers() {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<ListFilter>({});
  const [open, setOpen] = useState<'add' | 'import'>();
  const numbers = useListedNumbers(useSettled(filter));
  const close = () => setOpen(undefined);
  return (
    <>
      <div className="filters" role="search">
        <Input
          allowClear
          aria-label={t('listed.prefix')}
          placeholder={t('listed.prefix')}
          inputMode="tel"
          maxLength={16}
          onChange={({ target }) => setFilter({ ...filter, prefix: prefixOf(target.value) })}
        />
        <Select
          allowClear
          aria-label={t('listed.verdict')}
          placeholder={t('listed.verdict')}
          options={VERDICTS.map((value) => ({ value, label: t(`listed.verdicts.${value}`) }))}
          onChange={(verdict?: ListFilter['verdict']) => setFilter({ ...filter, verdict })}
        />
        <Button icon={<UploadOutlined />} onClick={() => setOpen('import')}>
          {t('listed.import')}
        </Button>
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen('add')}>
          {t('admin.add')}
        </Button>
      </div>
      <Loaded query={numbers}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length > 0) return <NumberList numbers={items} />;
          return (
            <EmptyList text={t('listed.empty')}>
              <p className="soft">{t('listed.emptyHint')}</p>
            </EmptyList>
          );
        }}
      </Loaded>
      <MoreButton list={numbers} />
      {open === 'add' && <ListNumberDrawer onClose={close} />}
      {open === 'import' && <ImportDrawer onClose={close} />}
    </>
  );
}

/** Numbers are kept with + and the country's code; without a + it is China's. */
function prefixOf(typed: string): string | undefined {
  const digits = typed.replace(/\D/g, '');
  if (digits === '') return undefined;
  return typed.trim().startsWith('+') ? `+${digits}` : `+86${digits.replace(/^0/, '')}`;
}

function NumberList({ numbers }: { readonly numbers: readonly ListedNumber[] }) {
  const { t } = useTranslation();
  return (
    <ResourceList
      items={numbers}
      idOf={({ number }) => number}
      columns={[
        {
          title: t('listed.number'),
          render: ({ number }) => <span className="digits">{numberText(number)}</span>,
        },
        {
          title: t('listed.verdict'),
          render: ({ verdict }) => (
            <Tag color={verdict === 'allowed' ? 'green' : 'red'}>{t(`listed.verdicts.${verdict}`)}</Tag>
          ),
        },
      ]}
      actions={({ number }) => <UnlistButton number={number} />}
    />
  );
}

function UnlistButton({ number }: { readonly number: string }) {
  const { t } = useTranslation();
  const { confirm } = useAct();
  const unlist = useUnlistNumber();
  return (
    <Button
      type="link"
      danger
      onClick={() =>
        confirm({
          title: t('listed.removeTitle', { number: numberText(number) }),
          text: t('listed.removeText'),
          okText: t('admin.remove'),
          act: () => unlist.mutateAsync(number),
          doneText: t('admin.removed'),
        })
      }
    >
      {t('admin.remove')}
    </Button>
  );
}
