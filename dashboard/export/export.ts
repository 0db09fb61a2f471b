/** The script that is loaded when a table is wanted as a workbook or as Parquet. */
export { toParquet } from './parquet.ts';
export { toXlsx, XLSX_ROWS } from './xlsx.ts';
