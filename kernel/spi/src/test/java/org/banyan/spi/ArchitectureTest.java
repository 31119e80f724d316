package org.banyan.spi;

import org.banyan.archrules.ModuleRules;

class ArchitectureTest implements ModuleRules {}
