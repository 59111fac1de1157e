/**
 * What China's numbering plan and the international one keep from ordinary calls. Sources: 电信网编号计划
 * (MIIT, 2017 edition), 3GPP TS 22.101 §10.1 for emergency codes that every phone knows, ITU-T E.164 and
 * E.164.1 for country codes that belong to no country. Premium numbers of single countries come from the
 * metadata of libphonenumber.
 */

/** 110 police, 119 fire, 120 ambulance, 122 traffic, 999 Red Cross in Beijing, 12110 police by text,
 * 12119 forest fire, 12395 rescue at sea; 112, 911, 000 and 08 by 3GPP TS 22.101 §10.1. */
export const EMERGENCY_CODES: ReadonlySet<string> = new Set([
  '110',
  '119',
  '120',
  '122',
  '999',
  '12110',
  '12119',
  '12395',
  '112',
  '911',
  '000',
  '08',
]);

/** 声讯: recorded and live information at a premium, 160 and 168 on landlines, 12590 on mobiles. */
export const PREMIUM_CODE = /^(?:16[08]|12590)\d{0,8}$/;

/**
 * 1XX and 1XXXX services, 95XXX… and 96XXX… of companies, 106… ports for text messages. At most as long as
 * the plan allows, and never as long as a number of a subscriber, 106 aside.
 */
export const SERVICE_CODE = /^(?:1[0-2]\d{1,5}|9[56]\d{3,7}|106\d{0,17})$/;

/** 010, 02X and 0XXX without their 0. */
export const AREA_CODE = /^(?:10|2\d|[3-9]\d\d)/;
/** Numbers of subscribers do not begin with 0, 1 or 9. */
export const LOCAL_NUMBER = /^[2-8]\d{6,7}$/;

/**
 * Country codes of networks and services, where prices are those of premium numbers and fraud is at home:
 * 878 personal numbers, 881 satellite, 882 and 883 networks, 870 Inmarsat, 888 relief, 979 premium rate.
 */
export const PREMIUM_COUNTRY_CODES: readonly string[] = [
  '+870',
  '+878',
  '+881',
  '+882',
  '+883',
  '+888',
  '+979',
];
