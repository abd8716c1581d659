/** A Data Holder's brand as the Register lists it (CDS, Get Data Holder Brands). */
export interface HolderBrand {
  readonly id: string;
  readonly name: string;
  readonly legalEntityId: string;
  readonly legalEntityName: string;
  readonly industries: readonly string[];
  /** Base of the endpoints of OpenID and of registration: the configuration document is below it. */
  readonly infosecBaseUri: string;
  readonly publicBaseUri: string;
  readonly resourceBaseUri: string;
  readonly websiteUri: string;
  readonly logoUri: string;
  /** Where the brand keeps the keys with which it signs to the Register and to recipients. */
  readonly jwksUri: string;
  /** RFC 3339. */
  readonly lastUpdated: string;
}
