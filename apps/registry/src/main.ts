console.log('registry');
