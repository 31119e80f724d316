package org.banyan.drivers.store.leveldb;

import org.banyan.archrules.ModuleRules;

class ArchitectureTest implements ModuleRules {}
