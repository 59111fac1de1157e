import { suite } from 'uvu';
import { memoryBench } from '../../support/charging-bench.js';
import { chargingContract } from '../store/charging-contract.js';

const test = suite('charging store in memory');

chargingContract(test, async () => memoryBench());

test.run();
