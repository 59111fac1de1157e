import { SearchOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '../../../client/index.js';
import { accountFilterOf } from '../../components/account-filter.js';
import { EmptyList } from '../../components/empty-list.js';
import { Loaded } from '../../components/loaded.js';
import { MoreButton } from '../../components/more-button.js';
import { partyWords } from '../../components/party-words.js';
import { RechargeDrawer } from '../../components/recharge-drawer.js';
import { rechargeWords } from '../../components/recharge-words.js';
import { ResourceList } from '../../components/resource-list.js';
import { useSettled } from '../../components/use-settled.js';
import { CustomerBookingDrawer } from './customer-booking-drawer.js';
import { CustomerRoomDrawer } from './customer-room-drawer.js';
import { useCustomers } from './operator-queries.js';
import { words as operatorWords } from './words.js';

export const words = [operatorWords, partyWords, rechargeWords];

interface Opened {
  readonly customer: Customer;
  readonly form: 'booking' | 'room' | 'recharge';
}

/** 客户与预约: bookings, rooms and recharges on behalf of customers [S43] [S44]. */
export default function CustomersPage() {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [open, setOpen] = useState<Opened>();
  const customers = useCustomers(accountFilterOf(useSettled(text)));
  const close = () => setOpen(undefined);
  return (
    <>
      <div className="page-head">
        <h1>{t('operator.customers')}</h1>
      </div>
      <p className="page-lead">{t('operator.customersLead')}</p>
      <div role="search">
        <Input
          allowClear
          className="customer-search"
          prefix={<SearchOutlined />}
          aria-label={t('operator.search')}
          placeholder={t('operator.search')}
          maxLength={40}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </div>
      <Loaded query={customers}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length > 0) return <CustomerList customers={items} onOpen={setOpen} />;
          return (
            <EmptyList text={t('operator.noCustomers')}>
              <p className="soft">{t('operator.noCustomersHint')}</p>
            </EmptyList>
          );
        }}
      </Loaded>
      <MoreButton list={customers} />
      {open?.form === 'booking' && <CustomerBookingDrawer customer={open.customer} onClose={close} />}
      {open?.form === 'room' && <CustomerRoomDrawer customer={open.customer} onClose={close} />}
      {open?.form === 'recharge' && <RechargeDrawer account={open.customer} onClose={close} />}
    </>
  );
}

interface CustomerListProps {
  readonly customers: readonly Customer[];
  readonly onOpen: (opened: Opened) => void;
}

function CustomerList({ customers, onOpen }: CustomerListProps) {
  const { t } = useTranslation();
  return (
    <ResourceList
      items={customers}
      idOf={({ id }) => id}
      columns={[
        { title: t('operator.name'), render: ({ name }) => <bdi>{name}</bdi> },
        {
          title: t('operator.number'),
          nowrap: true,
          render: ({ number }) => <span className="digits">{number}</span>,
        },
        { title: t('operator.tier'), nowrap: true, render: ({ tier }) => t(`operator.tiers.${tier}`) },
        {
          title: t('operator.state'),
          nowrap: true,
          render: ({ status }) => t(`operator.statuses.${status}`),
        },
      ]}
      actions={(customer) =>
        // A closed account pays for nothing more.
        customer.status === 'active' && (
          <>
            <Button type="link" onClick={() => onOpen({ customer, form: 'booking' })}>
              {t('operator.book')}
            </Button>
            <Button type="link" onClick={() => onOpen({ customer, form: 'room' })}>
              {t('operator.addRoom')}
            </Button>
            <Button type="link" onClick={() => onOpen({ customer, form: 'recharge' })}>
              {t('recharge.recharge')}
            </Button>
          </>
        )
      }
    />
  );
}
