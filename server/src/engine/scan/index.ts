// Door of the scan: what one module shows to a straight reading.
export { isWorthScanning, nothingScanned, type Scan, scanModule } from './scanModule.ts';
