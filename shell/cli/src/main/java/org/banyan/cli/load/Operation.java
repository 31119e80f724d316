package org.banyan.cli.load;

/**
 * One transaction to be made, its accounts by index.
 *
 * @param sender signs and pays the fee
 * @param counterpart receiver, spender or, of a transfer from an allowance, the owner
 */
record Operation(Kind kind, int sender, int counterpart) {
    enum Kind {
        TRANSFER("Transfer"),
        APPROVE("Approve"),
        TRANSFER_FROM("TransferFrom");

        private final String method;

        Kind(String method) {
            this.method = method;
        }

        /** Of the token contract. */
        String method() {
            return method;
        }
    }
}
