import { createDgramIo } from '../../../../src/mixer/io/dgram-gateway.js';
import { packetIoContract } from './packet-io-contract.js';

packetIoContract('dgram', createDgramIo);
