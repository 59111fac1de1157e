import { createUringIo } from '../../../../src/mixer/io/native-io.js';
import { packetIoContract } from './packet-io-contract.js';

packetIoContract('io_uring', createUringIo);
