/** The contracts of this chain. */
package com.example.freight;
