import { Segmented, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SERVICES, type Service } from './tariff-values.js';
import { useWide } from '../../../components/use-wide.js';

interface ServicePanelsProps {
  readonly shown: Service;
  readonly onShow: (service: Service) => void;
  readonly panelOf: (service: Service) => ReactNode;
}

/**
 * What there is of each service, one shown at a time and all of them there, as fields of a form must be. No tabs:
 * where these do not fit, the button for the others stands among them and is none to a screen reader.
 */
export function ServicePanels({ shown, onShow, panelOf }: ServicePanelsProps) {
  const { t } = useTranslation();
  const wide = useWide('md');
  const choice = {
    'aria-label': t('tariffs.service'),
    className: 'service-choice',
    options: SERVICES.map((service) => ({ value: service, label: t(`tariffs.services.${service}`) })),
    value: shown,
    onChange: onShow,
  };
  return (
    <>
      {wide ? <Segmented {...choice} /> : <Select {...choice} />}
      {SERVICES.map((service) => (
        <div key={service} hidden={service !== shown}>
          {panelOf(service)}
        </div>
      ))}
    </>
  );
}
